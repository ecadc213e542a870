package io.leat.broker.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
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

    Checkpoints(Path folder) throws IOException {
        var failures = new LogDirFailureChannel(1);
        recoveryPoints = new OffsetCheckpointFile(
                folder.resolve("recovery-point-offset-checkpoint").toFile(), failures);
        logStarts = new OffsetCheckpointFile(
                folder.resolve("log-start-offset-checkpoint").toFile(), failures);
    }

    Map<TopicPartition, Long> recoveryPoints() {
        return recoveryPoints.read();
    }

    Map<TopicPartition, Long> logStarts() {
        return logStarts.read();
    }

    void write(Map<TopicPartition, Long> newRecoveryPoints, Map<TopicPartition, Long> newLogStarts) {
        recoveryPoints.write(newRecoveryPoints);
        logStarts.write(newLogStarts);
    }
}
