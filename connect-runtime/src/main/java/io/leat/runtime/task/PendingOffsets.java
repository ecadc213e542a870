package io.leat.runtime.task;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Offsets of records whose dead letters are not yet durable: nothing at or after them may be committed. Thread-safe. */
final class PendingOffsets {

    private final Map<TopicPartition, TreeMap<Long, Integer>> pending = new HashMap<>();

    synchronized void add(TopicPartition partition, long offset) {
        pending.computeIfAbsent(partition, p -> new TreeMap<>()).merge(offset, 1, Integer::sum);
    }

    synchronized void remove(TopicPartition partition, long offset) {
        var offsets = pending.get(partition);
        if (offsets != null) {
            offsets.computeIfPresent(offset, (o, count) -> count == 1 ? null : count - 1);
            if (offsets.isEmpty()) {
                pending.remove(partition);
            }
        }
        notifyAll();
    }

    /** The offset, or the lowest pending one if that is lower. */
    synchronized long limit(TopicPartition partition, long offset) {
        var offsets = pending.get(partition);
        return offsets == null ? offset : Math.min(offset, offsets.firstKey());
    }

    /** Waits until nothing is pending for the partitions. @return false if the time was up before */
    synchronized boolean awaitNone(Collection<TopicPartition> partitions, long maxMillis) throws InterruptedException {
        var deadline = System.nanoTime() + maxMillis * 1_000_000;
        while (partitions.stream().anyMatch(pending::containsKey)) {
            var left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
