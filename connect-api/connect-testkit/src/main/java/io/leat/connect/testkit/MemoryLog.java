package io.leat.connect.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Topics in memory: what sources wrote, in order, and what sinks read. Safe for several threads. */
public final class MemoryLog {

    private final Map<TopicPartition, List<MemoryRecord>> partitions = new HashMap<>();
    private final List<MemoryRecord> all = new ArrayList<>();

    public synchronized MemoryRecord append(
            TopicPartition partition, long timestamp, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        var records = partitions.computeIfAbsent(partition, created -> new ArrayList<>());
        var record = new MemoryRecord(partition, records.size(), timestamp, key, value, headers);
        records.add(record);
        all.add(record);
        return record;
    }

    /** At most {@code limit} records of a partition from an offset on. */
    public synchronized List<MemoryRecord> read(TopicPartition partition, long from, int limit) {
        var records = partitions.getOrDefault(partition, List.of());
        var end = (int) Math.min(records.size(), from + limit);
        return from >= end ? List.of() : List.copyOf(records.subList((int) from, end));
    }

    /** Every record of every topic, in the order of writing. */
    public synchronized List<MemoryRecord> all() {
        return List.copyOf(all);
    }

    /** The offset that the partition's next record will have. */
    public synchronized long end(TopicPartition partition) {
        return partitions.getOrDefault(partition, List.of()).size();
    }
}
