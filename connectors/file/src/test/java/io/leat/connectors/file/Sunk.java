package io.leat.connectors.file;

import static org.awaitility.Awaitility.await;

import io.leat.connect.testkit.MemoryLog;
import io.leat.connect.testkit.Reports;
import io.leat.connect.testkit.SinkRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** The sink as a worker runs it, with topics and offsets that outlive restarts. */
final class Sunk implements AutoCloseable {
    static final TopicPartition P0 = new TopicPartition("events", 0);
    static final TopicPartition P1 = new TopicPartition("events", 1);

    MemoryLog log = new MemoryLog();
    final Map<TopicPartition, Long> committed = new HashMap<>();
    final Reports reports = new Reports();
    private final Path folder;
    private final Map<String, String> config = new HashMap<>();
    private @Nullable SinkRun run;

    Sunk(Path folder, String template) {
        this.folder = folder;
        config.put("name", "sunk");
        config.put("connector.class", FileSinkConnector.class.getName());
        config.put("topics", "events");
        config.put("path.template", folder + "/" + template);
        config.put("fsync", "none");
        config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
    }

    Sunk with(String key, String value) {
        config.put(key, value);
        return this;
    }

    Map<String, String> config() {
        return Map.copyOf(config);
    }

    Sunk start() {
        run = SinkRun.start(FileSinkConnector.class, config, log, committed, reports);
        run.open(List.of(P0, P1));
        return this;
    }

    /** Appends a record; its value is read as JSON where the converter is, else as it is. */
    void produce(TopicPartition partition, String value) {
        log.append(partition, 0, null, value.getBytes(StandardCharsets.UTF_8), new RecordHeaders());
    }

    void step() {
        running().step();
    }

    void commit() {
        running().commit();
    }

    /** The files are checkpointed, but the worker dies before it stores the offsets. */
    void commitInVain() {
        var before = Map.copyOf(committed);
        running().commit();
        committed.clear();
        committed.putAll(before);
    }

    void kill() {
        running().kill();
        run = null;
    }

    /** Puts everything there is, and commits it. */
    Sunk drain() {
        await().pollInSameThread().until(() -> running().step() == 0);
        commit();
        return this;
    }

    /** Finished and plain files by name; what is still being written is not among them. */
    List<Path> files() throws IOException {
        try (var found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/.leat/"))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** The lines of all files that a reader would see, file by file. */
    List<String> lines() throws IOException {
        var lines = new ArrayList<String>();
        for (var file : files()) {
            lines.addAll(linesOf(file));
        }
        return lines;
    }

    /** Also those of files that are still being written. */
    List<String> allLines() throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/.leat/"))
                    .sorted()
                    .flatMap(file -> linesOf(file).stream())
                    .toList();
        }
    }

    private static List<String> linesOf(Path file) {
        try {
            if (!file.toString().contains(".gz")) {
                return Files.readAllLines(file);
            }
            try (var in = new GZIPInputStream(Files.newInputStream(file))) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SinkRun running() {
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
