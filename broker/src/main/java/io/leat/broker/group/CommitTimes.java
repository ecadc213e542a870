package io.leat.broker.group;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.coordinator.common.runtime.CoordinatorRecord;
import org.apache.kafka.coordinator.group.generated.OffsetCommitKey;
import org.apache.kafka.coordinator.group.generated.OffsetCommitValue;

/**
 * When each offset was committed, read off the records on their way: Kafka's coordinator knows it too, but does not tell.
 * Safe for use from any thread.
 */
final class CommitTimes implements OffsetsReader.Replay {
    private static final long FORGOTTEN = -1;

    private final TreeMap<String, Map<TopicPartition, Long>> groups = new TreeMap<>();
    /** What open transactions will change. */
    private final Map<Long, List<Change>> pending = new HashMap<>();

    private record Change(String group, TopicPartition partition, long time) {}

    @Override
    public synchronized void record(long offset, long producerId, short producerEpoch, CoordinatorRecord record) {
        if (!(record.key() instanceof OffsetCommitKey key)) {
            return;
        }
        var value = record.value();
        var time = value != null && value.message() instanceof OffsetCommitValue commit
                ? commit.commitTimestamp()
                : FORGOTTEN;
        var change = new Change(key.group(), new TopicPartition(key.topic(), key.partition()), time);
        if (producerId >= 0) {
            pending.computeIfAbsent(producerId, first -> new ArrayList<>()).add(change);
        } else {
            apply(change);
        }
    }

    @Override
    public synchronized void marker(long producerId, short producerEpoch, boolean commit) {
        var changes = pending.remove(producerId);
        if (changes != null && commit) {
            changes.forEach(this::apply);
        }
    }

    private void apply(Change change) {
        if (change.time != FORGOTTEN) {
            groups.computeIfAbsent(change.group, first -> new HashMap<>()).put(change.partition, change.time);
            return;
        }
        groups.computeIfPresent(change.group, (group, times) -> {
            times.remove(change.partition);
            return times.isEmpty() ? null : times;
        });
    }

    /** Groups that have offsets, in alphabetical order. */
    synchronized List<String> groups() {
        return List.copyOf(groups.keySet());
    }

    /** Milliseconds since the epoch; empty where nothing is committed. */
    synchronized OptionalLong of(String group, TopicPartition partition) {
        var time = groups.getOrDefault(group, Map.of()).get(partition);
        return time == null ? OptionalLong.empty() : OptionalLong.of(time);
    }
}
