package io.leat.distribution;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The packaged {@code leat} command as a process of its own, on random ports. */
public final class LeatProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("Leat is ready: REST (\\S+)");

    private static final Pattern KAFKA = Pattern.compile("Leat is ready: .* Kafka PLAINTEXT://(\\S+)");

    private final Process process;
    private final Path output;

    private LeatProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    public static Path home() {
        return Path.of(System.getProperty("leat.package", System.getProperty("project.build.directory") + "/leat"));
    }

    /** Starts {@code leat server} with its log in {@code dataDir} and waits until it is ready. */
    public static LeatProcess start(Path dataDir, Map<String, String> settings) {
        return start(dataDir, settings, "");
    }

    /** @param jvmOptions further ones, as in the variable {@code LEAT_OPTS} */
    public static LeatProcess start(Path dataDir, Map<String, String> settings, String jvmOptions) {
        var leat = launch(dataDir, settings, jvmOptions);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    if (!leat.process.isAlive()) {
                        throw new IllegalStateException(
                                "leat ended with " + leat.process.exitValue() + ":\n" + leat.output());
                    }
                    return READY.matcher(leat.output()).find();
                });
        return leat;
    }

    /** Starts {@code leat server} without waiting: for starts that are meant to fail. */
    public static LeatProcess launch(Path dataDir, Map<String, String> settings) {
        return launch(dataDir, settings, "");
    }

    private static LeatProcess launch(Path dataDir, Map<String, String> settings, String jvmOptions) {
        List<String> command = new ArrayList<>(List.of("server"));
        command.addAll(List.of("--set", "data.dir=" + dataDir));
        if (!settings.containsKey("listeners")) {
            command.addAll(List.of("--set", "listeners=http://127.0.0.1:0"));
        }
        if (!settings.containsKey("broker.listeners")) {
            command.addAll(List.of("--set", "broker.listeners=PLAINTEXT://127.0.0.1:0"));
        }
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return run(dataDir, command, jvmOptions);
    }

    /** Runs {@code leat} with these arguments. */
    public static LeatProcess run(Path folder, List<String> arguments) {
        return run(folder, arguments, "");
    }

    private static LeatProcess run(Path folder, List<String> arguments, String jvmOptions) {
        try {
            var output = Files.createTempFile(folder.toAbsolutePath().getParent(), "output", ".log");
            List<String> command =
                    new ArrayList<>(List.of(home().resolve("bin/leat").toString()));
            command.addAll(arguments);
            var builder = new ProcessBuilder(command);
            builder.environment()
                    .put("LEAT_CACHE", home().resolveSibling("cache").toString());
            builder.environment().put("LEAT_OPTS", jvmOptions);
            builder.redirectErrorStream(true).redirectOutput(output.toFile());
            return new LeatProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI rest() {
        var matcher = READY.matcher(output());
        if (!matcher.find()) {
            throw new IllegalStateException("not ready: " + output());
        }
        return URI.create(matcher.group(1));
    }

    /** {@code host:port} for Kafka clients. */
    public String kafka() {
        var matcher = KAFKA.matcher(output());
        if (!matcher.find()) {
            throw new IllegalStateException("no Kafka listener: " + output());
        }
        return matcher.group(1);
    }

    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** SIGKILL: nothing of the process runs after this. */
    public void kill() {
        process.destroyForcibly();
        waitForExit(Duration.ofSeconds(30));
    }

    /** SIGTERM. @return the exit code */
    public int stop() {
        process.destroy();
        return waitForExit(Duration.ofSeconds(30));
    }

    public int waitForExit(Duration timeout) {
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("still running after " + timeout + ":\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
