package io.leat.broker.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.server.util.Scheduler;
import org.apache.kafka.storage.internals.log.LogDirFailureChannel;
import org.apache.kafka.storage.internals.log.LogOffsetsListener;
import org.apache.kafka.storage.internals.log.ProducerStateManagerConfig;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.apache.kafka.storage.log.metrics.BrokerTopicStats;

/**
 * Opens the log of one partition. After a crash Kafka's recovery cuts the log at the first batch that is not whole; what
 * is left may be in the page cache only, so it is forced before anyone may read it.
 */
final class LogOpener {
    private static final int MAX_TRANSACTION_TIMEOUT_MS = 15 * 60 * 1000;
    private static final int PRODUCER_EXPIRATION_CHECK_MS = 10 * 60 * 1000;

    private final Path folder;
    private final boolean wasCleanlyShutDown;
    private final Scheduler scheduler;
    private final LogEnvironment environment;
    private final ProducerStateManagerConfig producerConfig;
    /** Made in the background: it starts JMX, which takes longer than everything else about an empty folder. */
    private final CompletableFuture<BrokerTopicStats> stats = CompletableFuture.supplyAsync(BrokerTopicStats::new);

    LogOpener(Path folder, boolean wasCleanlyShutDown, Scheduler scheduler, LogEnvironment environment) {
        this.folder = folder;
        this.wasCleanlyShutDown = wasCleanlyShutDown;
        this.scheduler = scheduler;
        this.environment = environment;
        this.producerConfig = new ProducerStateManagerConfig(
                Math.toIntExact(environment.producerIdExpiration().toMillis()), false);
    }

    /** @param recoveryPoint everything below is known to be on disk */
    KafkaPartitionLog open(PartitionLogs.Spec spec, long logStart, long recoveryPoint) {
        try {
            var complete = wasCleanlyShutDown && Files.exists(directory(spec));
            var log = unifiedLog(spec, logStart, recoveryPoint, complete);
            var segments = complete
                    ? SegmentForce.complete(log, environment.force())
                    : SegmentForce.from(log.recoveryPoint(), log, environment.force());
            if (environment.durability() == Durability.FSYNC) {
                segments.forceTo(log.logEndOffset());
            }
            log.updateHighWatermark(log.logEndOffsetMetadata());
            return new KafkaPartitionLog(spec.topicId(), log, segments, spec.settings(), environment);
        } catch (IOException e) {
            throw new UncheckedIOException("partition " + spec.partition() + ": " + e.getMessage(), e);
        }
    }

    KafkaPartitionLog create(PartitionLogs.Spec spec) {
        try {
            var log = unifiedLog(spec, 0, 0, true);
            var segments = SegmentForce.from(0, log, environment.force());
            return new KafkaPartitionLog(spec.topicId(), log, segments, spec.settings(), environment);
        } catch (IOException e) {
            throw new KafkaStorageException("Partition " + spec.partition() + " cannot be made: " + e.getMessage(), e);
        }
    }

    private UnifiedLog unifiedLog(PartitionLogs.Spec spec, long logStart, long recoveryPoint, boolean clean)
            throws IOException {
        return UnifiedLog.create(
                directory(spec).toFile(),
                spec.settings().config(),
                logStart,
                recoveryPoint,
                scheduler,
                stats.join(),
                environment.time(),
                MAX_TRANSACTION_TIMEOUT_MS,
                producerConfig,
                PRODUCER_EXPIRATION_CHECK_MS,
                new LogDirFailureChannel(1),
                clean,
                Optional.of(spec.topicId()),
                new ConcurrentHashMap<>(),
                false,
                LogOffsetsListener.NO_OP_OFFSETS_LISTENER);
    }

    private Path directory(PartitionLogs.Spec spec) {
        return folder.resolve(UnifiedLog.logDirName(spec.partition()));
    }
}
