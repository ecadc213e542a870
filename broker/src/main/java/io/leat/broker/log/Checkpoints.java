package io.leat.broker.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.storage.internals.checkpoint.OffsetCheckpointFile;
import org.apache.kafka.storage.internals.log.LogDirFailureChannel;

/**
 * What is written down of each partition so that the next start need not look at whole logs: from where on to recover,
 * and where the log starts. Kafka's files and format; a missing or old file only costs time.
 */
final class Checkpoints {
    private final OffsetCheckpointFile recoveryPoints;
    private final OffsetCheckpointFile logStarts;
    private volatile Set<TopicPartition> named = Set.of();

    Checkpoints(Path folder) throws IOException {
        var failures = new LogDirFailureChannel(1);
        recoveryPoints = new OffsetCheckpointFile(
                folder.resolve("recovery-point-offset-checkpoint").toFile(), failures);
        logStarts = new OffsetCheckpointFile(
                folder.resolve("log-start-offset-checkpoint").toFile(), failures);
    }

    Map<TopicPartition, Long> recoveryPoints() {
        var read = recoveryPoints.read();
        addNamed(read.keySet());
        return read;
    }

    Map<TopicPartition, Long> logStarts() {
        var read = logStarts.read();
        addNamed(read.keySet());
        return read;
    }

    private synchronized void addNamed(Set<TopicPartition> partitions) {
        var all = new HashSet<>(named);
        all.addAll(partitions);
        named = Set.copyOf(all);
    }

    /** Whether the files may tell something of a partition of this name, perhaps of an earlier topic. */
    boolean names(TopicPartition partition) {
        return named.contains(partition);
    }

    void write(Map<TopicPartition, Long> newRecoveryPoints, Map<TopicPartition, Long> newLogStarts) {
        addNamed(newRecoveryPoints.keySet());
        addNamed(newLogStarts.keySet());
        recoveryPoints.write(newRecoveryPoints);
        logStarts.write(newLogStarts);
        synchronized (this) {
            var now = new HashSet<>(newRecoveryPoints.keySet());
            now.addAll(newLogStarts.keySet());
            named = Set.copyOf(now);
        }
    }
}
