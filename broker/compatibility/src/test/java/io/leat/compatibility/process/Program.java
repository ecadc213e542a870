package io.leat.compatibility.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What to run.
 *
 * @param command the program and its arguments
 * @param input what it reads from its standard input
 * @param folder in which it runs
 */
public record Program(List<String> command, String input, Path folder) {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    public Program {
        command = List.copyOf(command);
    }

    /** A program without input, in the module's folder of temporary files. */
    public static Program of(String... command) {
        return new Program(List.of(command), "", Path.of(System.getProperty("java.io.tmpdir")));
    }

    public Program withInput(String text) {
        return new Program(command, text, folder);
    }

    public Program inFolder(Path otherFolder) {
        return new Program(command, input, otherFolder);
    }

    /** For a Java program: a further option of the virtual machine. */
    public Program withJvmOption(String option) {
        var longer = new ArrayList<>(command);
        longer.add(1, option);
        return new Program(longer, input, folder);
    }

    /** Runs it to its end, which must come within 90 seconds. */
    public Finished run() {
        try (var running = start()) {
            if (!running.process().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("Does not end: " + command + "\n" + running.output());
            }
            return new Finished(command, running.process().exitValue(), running.output());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while running " + command, e);
        }
    }

    /** Starts it; whoever does closes it. */
    public RunningProgram start() {
        try {
            var name = Path.of(command.get(0)).getFileName().toString();
            var in = Files.writeString(Files.createTempFile(name, ".in"), input);
            var out = Files.createTempFile(name, ".out");
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(in.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            return new RunningProgram(command, process, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
