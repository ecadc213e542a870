package io.leat.runtime.log.memory;

import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** All topics and groups behind one lock, with one condition for every kind of change. */
final class MemoryStore {

    final TreeMap<String, MemoryTopic> topics = new TreeMap<>();
    final TreeMap<String, MemoryGroup> groups = new TreeMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes all who wait for a change; the lock is held. */
    void signal() {
        changed.signalAll();
    }

    /** Waits for a change; the lock is held. @return nanoseconds left, zero or less when the time is up */
    long await(long nanos) {
        try {
            return changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    MemoryTopic topic(String name) {
        var topic = topics.get(name);
        if (topic == null) {
            throw new UnknownTopicOrPartitionException("There is no topic " + name + ".");
        }
        return topic;
    }

    MemoryPartition partition(TopicPartition partition) {
        var all = topic(partition.topic()).partitions();
        if (partition.partition() < 0 || partition.partition() >= all.size()) {
            throw new UnknownTopicOrPartitionException("There is no partition " + partition + ".");
        }
        return all.get(partition.partition());
    }

    static long nanos(Duration duration) {
        return TimeUnit.NANOSECONDS.convert(duration);
    }
}
