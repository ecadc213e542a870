package io.leat.runtime.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.runtime.log.LogRecord;
import io.leat.runtime.log.WriterSpec;
import io.leat.runtime.log.memory.MemoryLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes to topics of state as a Kafka Connect worker would, and shows what lies in them. */
final class StateTopicProbe {

    private StateTopicProbe() {}

    static void compacted(MemoryLog log, String topic, int partitions) {
        log.topics().create(topic, partitions, Map.of("cleanup.policy", "compact"));
    }

    /** @param lines each {@code key=value}; nothing after the sign deletes */
    static void write(MemoryLog log, String topic, String... lines) {
        try (var writer = log.writer(new WriterSpec("stock-worker", Optional.empty(), true, Map.of()))) {
            for (var line : lines) {
                var sign = line.indexOf('=');
                var value = line.substring(sign + 1);
                writer.add(
                        topic,
                        0,
                        -1,
                        line.substring(0, sign).getBytes(UTF_8),
                        value.isEmpty() ? null : value.getBytes(UTF_8),
                        List.of());
            }
            writer.append().join();
        }
    }

    static List<String> lines(MemoryLog log, String topic) {
        var lines = new ArrayList<String>();
        var partitions = log.topics().describe(topic).orElseThrow().partitions().size();
        for (var partition = 0; partition < partitions; partition++) {
            log.records(topic, partition).forEach(record -> lines.add(line(record)));
        }
        return lines;
    }

    private static String line(LogRecord record) {
        return new String(record.key(), UTF_8) + "="
                + (record.value() == null ? "" : new String(record.value(), UTF_8));
    }
}
