package io.leat.distribution.scripted;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Where a connector hangs, deaf to interrupts, or loops, while a file is there.
 *
 * @param call the method that does so; empty for none
 */
record Gate(String call, Path file, boolean loops) {

    static final Gate OPEN = new Gate("", Path.of(""), false);

    static Gate of(Map<String, String> settings) {
        return new Gate(
                settings.getOrDefault("hang", ""),
                Path.of(settings.getOrDefault("gate", "")),
                Boolean.parseBoolean(settings.getOrDefault("loop", "false")));
    }

    void pass(String method) {
        var interrupted = false;
        while (method.equals(call) && Files.exists(file)) {
            if (!loops) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
