package io.leat.broker.log;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers what the next start has to know of each partition, and writes it down when it has changed. */
final class RecoveryPoints {
    private static final Logger LOGGER = LoggerFactory.getLogger(RecoveryPoints.class);
    /** What one partition may leave to be gathered again at the next start. */
    private static final long WORTH_SAVING = 1 << 20;

    private final Checkpoints checkpoints;
    private final Map<TopicPartition, KafkaPartitionLog> logs;
    private final LogOpener opener;
    private final Map<TopicPartition, Long> points = new ConcurrentHashMap<>();
    private Map<TopicPartition, Long> writtenPoints = Map.of();
    private Map<TopicPartition, Long> writtenStarts = Map.of();

    /** @param logs all that there are, as they change */
    RecoveryPoints(Checkpoints checkpoints, Map<TopicPartition, KafkaPartitionLog> logs, LogOpener opener) {
        this.checkpoints = checkpoints;
        this.logs = logs;
        this.opener = opener;
    }

    /** Takes over what the last process has written down. */
    synchronized void read(Collection<PartitionLogs.Spec> specs) {
        writtenPoints = checkpoints.recoveryPoints();
        writtenStarts = checkpoints.logStarts();
        for (var spec : specs) {
            var point = writtenPoints.getOrDefault(spec.partition(), 0L);
            var start = writtenStarts.getOrDefault(spec.partition(), 0L);
            if (point > 0 || start > 0) {
                opener.know(spec.partition(), new LogOpener.Extent(start, point, Long.MAX_VALUE));
                points.put(spec.partition(), point);
            }
        }
    }

    /** Sees to it that nothing is written down of a partition that had this name before. */
    void forget(TopicPartition partition) {
        points.remove(partition);
        opener.forget(partition);
        if (!logs.containsKey(partition) && checkpoints.names(partition)) {
            store();
        }
    }

    /** The partition's files were closed complete. */
    void closed(TopicPartition partition, long end) {
        points.put(partition, end);
    }

    /** Writes recovery points and log starts. */
    void write() {
        try {
            store();
        } catch (KafkaStorageException e) {
            LOGGER.warn("The checkpoints could not be written; the next start takes longer", e);
        }
    }

    private synchronized void store() {
        var starts = new HashMap<TopicPartition, Long>();
        for (var log : logs.values()) {
            note(log);
            var start = start(log);
            if (start > 0) {
                starts.put(log.topicPartition(), start);
            }
        }
        points.keySet().retainAll(logs.keySet());
        var now = Map.copyOf(points);
        if (!now.equals(writtenPoints) || !starts.equals(writtenStarts)) {
            checkpoints.write(now, starts);
            writtenPoints = now;
            writtenStarts = starts;
        }
    }

    private void note(KafkaPartitionLog log) {
        try {
            log.checkpoint().take(WORTH_SAVING).ifPresent(point -> points.put(log.topicPartition(), point));
        } catch (IOException | RuntimeException e) {
            LOGGER.warn(
                    "No checkpoint of {} could be made; the next start takes longer: {}",
                    log.topicPartition(),
                    e.toString());
        }
    }

    /** Not above what is forced: a batch that the log starts in the middle of may lie in the journal only. */
    private static long start(OpenLog opened) {
        return Math.min(opened.log().logStartOffset(), opened.segments().forcedTo());
    }

    private long start(KafkaPartitionLog log) {
        return log.state()
                .opened()
                .map(RecoveryPoints::start)
                .orElseGet(() -> log.state()
                        .resting()
                        .map(Rest::start)
                        .orElseGet(() -> opener.known(log.topicPartition()).start()));
    }
}
