package io.leat.connectors.file;

import static org.awaitility.Awaitility.await;

import io.leat.connect.testkit.MemoryLog;
import io.leat.connect.testkit.MemoryOffsets;
import io.leat.connect.testkit.SourceRun;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** The source as a worker runs it, with offsets that outlive restarts. What it wrote is in {@link #lines}. */
final class Tail implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final MemoryOffsets offsets = new MemoryOffsets();
    private final MemoryLog log = new MemoryLog();
    private final Map<String, String> config = new HashMap<>();
    private final List<SourceRecord> records = new ArrayList<>();
    private @Nullable SourceRun run;

    Tail(String include) {
        config.put("name", "tail");
        config.put("connector.class", FileSourceConnector.class.getName());
        config.put("include", include);
        config.put("topic", "lines");
        config.put("poll.interval.ms", "2");
        config.put("poll.linger.ms", "10");
        config.put("glob.minimum.cooldown.ms", "100");
        config.put("rotate.wait.ms", "150");
    }

    Tail with(String key, String value) {
        config.put(key, value);
        return this;
    }

    Map<String, String> config() {
        return Map.copyOf(config);
    }

    Tail start() {
        run = SourceRun.start(FileSourceConnector.class, config, offsets, log);
        return this;
    }

    /** Stops without storing anything further. */
    void kill() {
        running().kill();
        run = null;
    }

    void restart() {
        kill();
        start();
    }

    /** One poll of each task, its records and offsets stored together. */
    List<SourceRecord> step() throws InterruptedException {
        var polled = running().step();
        records.addAll(polled);
        return polled;
    }

    /** Polls, and forgets what came as if the process had been killed before it was written. */
    void pollInVain() throws InterruptedException {
        for (var task : running().tasks()) {
            task.poll();
        }
    }

    /** Reads until there are that many lines in all; then a little longer, to see what is too much. */
    List<String> readUntil(int count) {
        await().atMost(PATIENCE)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    step();
                    return records.size() >= count;
                });
        readOn(5);
        return lines();
    }

    void readOn(int steps) {
        try {
            for (var i = 0; i < steps; i++) {
                step();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<SourceRecord> records() {
        return List.copyOf(records);
    }

    List<String> lines() {
        return records.stream().map(record -> text(record.value())).toList();
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.ISO_8859_1) : String.valueOf(value);
    }

    private SourceRun running() {
        if (run == null) {
            throw new IllegalStateException("not started");
        }
        return run;
    }

    @Override
    public void close() {
        if (run != null) {
            kill();
        }
    }
}
