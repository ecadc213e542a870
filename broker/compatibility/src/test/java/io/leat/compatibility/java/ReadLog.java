package io.leat.compatibility.java;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What all members of a group have read. Safe for use from any thread. */
final class ReadLog {
    private final Set<String> values = ConcurrentHashMap.newKeySet();
    private final Map<TopicPartition, NavigableSet<Long>> offsets = new ConcurrentHashMap<>();

    void add(ConsumerRecord<String, String> record) {
        offsets.computeIfAbsent(
                        new TopicPartition(record.topic(), record.partition()), any -> new ConcurrentSkipListSet<>())
                .add(record.offset());
        values.add(record.value());
    }

    /** Which of the numbers from 0 to below the given one nobody has read. */
    List<String> missing(int count) {
        return IntStream.range(0, count)
                .mapToObj(String::valueOf)
                .filter(number -> !values.contains(number))
                .toList();
    }

    /** Partitions of which an offset below the last one read was never read. */
    List<TopicPartition> gaps() {
        return offsets.entrySet().stream()
                .filter(entry -> entry.getValue().last() + 1 != entry.getValue().size())
                .map(Map.Entry::getKey)
                .toList();
    }
}
