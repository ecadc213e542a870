package io.leat.runtime.task;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a sink task has come, for each partition it reads: {@code delivered}, the offset after the last record put to
 * the connector, and {@code committed}. Offsets are the next to read. The task thread's.
 */
final class SinkOffsets {

    private static final Logger LOG = LoggerFactory.getLogger(SinkOffsets.class);

    private final Map<TopicPartition, Long> delivered = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final PendingOffsets pending;

    SinkOffsets(PendingOffsets pending) {
        this.pending = pending;
    }

    /** The partition is read from here, because it is new or because the connector wants it so. */
    void start(TopicPartition partition, long offset) {
        delivered.put(partition, offset);
        committed.put(partition, offset);
    }

    void delivered(Map<TopicPartition, Long> next) {
        next.forEach((partition, offset) -> delivered.computeIfPresent(partition, (p, before) -> offset));
    }

    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> committed.computeIfPresent(partition, (p, before) -> offset.offset()));
    }

    /** Forgets what came after the last commit, which is going to be read again. @return where to read from */
    Map<TopicPartition, Long> rewind(Collection<TopicPartition> partitions) {
        var from = new HashMap<>(committed);
        from.keySet().retainAll(partitions);
        delivered.putAll(from);
        return from;
    }

    void remove(Collection<TopicPartition> partitions) {
        delivered.keySet().removeAll(partitions);
        committed.keySet().removeAll(partitions);
    }

    boolean contains(TopicPartition partition) {
        return delivered.containsKey(partition);
    }

    /** What to ask the connector about. */
    Map<TopicPartition, OffsetAndMetadata> delivered(Collection<TopicPartition> partitions) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var partition : partitions) {
            var offset = delivered.get(partition);
            if (offset != null) {
                offsets.put(partition, new OffsetAndMetadata(offset));
            }
        }
        return offsets;
    }

    /** Waits for dead letters under way, so that the last commit need not stop before them. */
    void awaitPending(Collection<TopicPartition> partitions, long maxMillis) {
        try {
            if (!pending.awaitNone(partitions, maxMillis)) {
                LOG.warn("Dead letters of {} are still under way; what follows them is not committed.", partitions);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Records delivered and not committed. */
    long uncommitted() {
        var sum = 0L;
        for (var entry : delivered.entrySet()) {
            sum += Math.max(0, entry.getValue() - committed.getOrDefault(entry.getKey(), entry.getValue()));
        }
        return sum;
    }

    long delivered(TopicPartition partition) {
        return delivered.getOrDefault(partition, 0L);
    }

    /**
     * What may be committed of what the connector vouches for: nothing that was not asked about or not delivered, nothing
     * beyond a record whose dead letter is under way, and only changes.
     *
     * @param hasNews where there is something to tell beside an offset that has not changed
     */
    Map<TopicPartition, Long> committable(
            Collection<TopicPartition> asked,
            Map<TopicPartition, OffsetAndMetadata> vouched,
            Predicate<TopicPartition> hasNews) {
        var offsets = new HashMap<TopicPartition, Long>();
        vouched.forEach((partition, vouchedFor) -> {
            var known = delivered.get(partition);
            if (known == null || !asked.contains(partition)) {
                LOG.warn("The connector vouches for {}, which it does not read; ignored.", partition);
            } else if (vouchedFor.offset() > known) {
                LOG.warn(
                        "The connector vouches for offset {} of {} but was given records up to {} only; ignored.",
                        vouchedFor.offset(),
                        partition,
                        known);
            } else {
                var offset = pending.limit(partition, vouchedFor.offset());
                if (offset != committed.getOrDefault(partition, -1L) || hasNews.test(partition)) {
                    offsets.put(partition, offset);
                }
            }
        });
        return offsets;
    }
}
