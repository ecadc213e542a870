package io.leat.compatibility.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs until it ends by itself, is stopped or killed.
 *
 * @param command what was run
 * @param process its process
 * @param outputFile what it writes
 */
public record RunningProgram(List<String> command, Process process, Path outputFile) implements AutoCloseable {

    /** What it has written so far. */
    public String output() {
        try {
            return Files.readString(outputFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until its output has the text; fails if it ends before. */
    public void awaitLine(String text, Duration limit) {
        await("\"" + text + "\" from " + command).atMost(limit).until(() -> {
            if (output().contains(text)) {
                return true;
            }
            if (!process.isAlive()) {
                throw new AssertionError("Ended without \"" + text + "\": " + command + "\n" + output());
            }
            return false;
        });
    }

    /** Ends it at once, as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Asks it to end; kills it after ten seconds. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }
}
