package io.leat.connectors.file;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells records that are in the files already from new ones.
 *
 * <p>After a crash the worker delivers again from an offset that was once vouched for, so its first record is one that
 * came right after a checkpoint. Those are remembered with a checksum. A first record that is none of them means that the
 * offsets were set back by hand or the topic was made anew: then everything is written.
 */
final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final int RESTARTS_KEPT = 64;

    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Map<TopicPartition, Deque<JournalState.Restart>> restarts = new HashMap<>();
    /** Partitions of which no record came since they were assigned. */
    private final Set<TopicPartition> untouched = new HashSet<>();
    /** Partitions of which no record came since the last checkpoint. */
    private final Set<TopicPartition> sinceCheckpoint = new HashSet<>();

    Deliveries(JournalState known) {
        next.putAll(known.next());
        known.restarts().forEach((partition, kept) -> restarts.put(partition, new ArrayDeque<>(kept)));
    }

    /** Partitions were assigned: their next record says where the worker goes on. */
    void assigned(Collection<TopicPartition> partitions) {
        untouched.addAll(partitions);
        sinceCheckpoint.addAll(partitions);
    }

    /**
     * Whether a record has to be written; if so, it counts as written from now on.
     *
     * @param checksum of the record's line
     */
    boolean isNew(TopicPartition partition, long offset, int checksum) {
        var restart = new JournalState.Restart(offset, checksum);
        var written = next.getOrDefault(partition, 0L);
        if (untouched.remove(partition) && offset < written && !isRestart(partition, restart, written)) {
            next.remove(partition);
            restarts.remove(partition);
            written = 0L;
        }
        if (offset < written) {
            return false;
        }
        next.put(partition, offset + 1);
        if (sinceCheckpoint.remove(partition)) {
            keep(partition, restart);
        }
        return true;
    }

    void checkpointed() {
        sinceCheckpoint.addAll(next.keySet());
    }

    Map<TopicPartition, Long> next() {
        return next;
    }

    Map<TopicPartition, List<JournalState.Restart>> restarts() {
        var copy = new HashMap<TopicPartition, List<JournalState.Restart>>();
        restarts.forEach((partition, kept) -> copy.put(partition, new ArrayList<>(kept)));
        return copy;
    }

    private boolean isRestart(TopicPartition partition, JournalState.Restart first, long written) {
        if (restarts.getOrDefault(partition, new ArrayDeque<>()).contains(first)) {
            LOG.info("{}: records {} to {} are in the files already", partition, first.offset(), written - 1);
            return true;
        }
        LOG.warn(
                "{} begins again at {}, other than after a restart: its records are written, though offsets below {} have"
                        + " been before",
                partition,
                first.offset(),
                written);
        return false;
    }

    private void keep(TopicPartition partition, JournalState.Restart restart) {
        var kept = restarts.computeIfAbsent(partition, any -> new ArrayDeque<>());
        kept.addLast(restart);
        if (kept.size() > RESTARTS_KEPT) {
            kept.removeFirst();
        }
    }
}
