package io.leat.broker.group;

import io.leat.broker.group.OffsetRecords.Key;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the offsets topic says at present. Commits may be reported out of order; where they lie in the log decides. Safe
 * for use from any thread.
 */
final class OffsetCache {

    /** @param value null if forgotten; {@code place} where the record lies in the offsets topic */
    private record Entry(OffsetRecords.@Nullable Value value, long place) {}

    private final TreeMap<String, Map<TopicPartition, Entry>> groups = new TreeMap<>();

    synchronized void apply(Key key, OffsetRecords.@Nullable Value value, long place) {
        var offsets = groups.computeIfAbsent(key.group(), group -> new HashMap<>());
        var known = offsets.get(key.partition());
        if (known == null || known.place < place) {
            offsets.put(key.partition(), new Entry(value, place));
        }
    }

    synchronized List<String> groups() {
        return groups.entrySet().stream()
                .filter(group -> group.getValue().values().stream().anyMatch(entry -> entry.value != null))
                .map(Map.Entry::getKey)
                .toList();
    }

    synchronized Map<TopicPartition, CommittedOffset> offsets(String group) {
        return groups.getOrDefault(group, Map.of()).entrySet().stream()
                .filter(offset -> offset.getValue().value != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, offset -> offset.getValue().value.offset()));
    }

    /** Names every offset of the topic. */
    synchronized List<Key> of(String topic) {
        return groups.entrySet().stream()
                .flatMap(group -> group.getValue().entrySet().stream()
                        .filter(offset -> offset.getKey().topic().equals(topic) && offset.getValue().value != null)
                        .map(offset -> new Key(group.getKey(), offset.getKey())))
                .toList();
    }
}
