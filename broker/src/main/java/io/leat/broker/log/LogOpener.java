package io.leat.broker.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.metrics.KafkaYammerMetrics;
import org.apache.kafka.server.util.Scheduler;
import org.apache.kafka.storage.internals.log.LogOffsetsListener;
import org.apache.kafka.storage.internals.log.ProducerStateManager;
import org.apache.kafka.storage.internals.log.ProducerStateManagerConfig;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.apache.kafka.storage.log.metrics.BrokerTopicStats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the log of one partition. After a crash {@link TailRepair} cuts it at the first batch that is not whole; what is
 * left may be in the page cache only, so it is forced before anyone may read it.
 */
final class LogOpener {
    private static final Logger LOGGER = LoggerFactory.getLogger(LogOpener.class);
    private static final int MAX_TRANSACTION_TIMEOUT_MS = 15 * 60 * 1000;
    private static final int PRODUCER_EXPIRATION_CHECK_MS = 10 * 60 * 1000;

    private final Path folder;
    private final boolean wasCleanlyShutDown;
    private final Scheduler scheduler;
    private final LogEnvironment environment;
    private final ProducerStateManagerConfig producerConfig;
    private final AtomicLong scannedBytes = new AtomicLong();
    private final Map<TopicPartition, Extent> known = new ConcurrentHashMap<>();
    /** Made in the background: it takes longer than everything else about an empty folder. */
    private final CompletableFuture<BrokerTopicStats> stats = CompletableFuture.supplyAsync(LogOpener::newStats);

    LogOpener(Path folder, boolean wasCleanlyShutDown, Scheduler scheduler, LogEnvironment environment) {
        this.folder = folder;
        this.wasCleanlyShutDown = wasCleanlyShutDown;
        this.scheduler = scheduler;
        this.environment = environment;
        this.producerConfig = new ProducerStateManagerConfig(
                Math.toIntExact(environment.producerIdExpiration().toMillis()), false);
    }

    /** Kafka's own figures are not shown anywhere; as beans they would take longer than opening the partitions. */
    private static BrokerTopicStats newStats() {
        KafkaYammerMetrics.INSTANCE.configure(Map.of(JmxReporter.EXCLUDE_CONFIG, ".*"));
        return new BrokerTopicStats();
    }

    /**
     * Opens what earlier processes have left.
     *
     * @throws CorruptLogException if something below the recovery point is missing
     */
    OpenLog open(PartitionLogs.Spec spec, Extent extent) throws IOException {
        if (!wasCleanlyShutDown || !Files.exists(directory(spec))) {
            return repaired(spec, extent);
        }
        var hooks = new Hooks(scheduler);
        var log = unifiedLog(spec, extent, true, hooks);
        requireAll(log, extent.recoveryPoint);
        log.updateHighWatermark(log.logEndOffsetMetadata());
        return hooks.open(log, SegmentForce.complete(log, environment.force()), environment.time());
    }

    /**
     * Opens a partition at its first use.
     *
     * @throws CorruptLogException if something that it had is missing
     */
    OpenLog wake(PartitionLogs.Spec spec, Rest rest) throws IOException {
        var isNew = rest.equals(Rest.EMPTY) && !Files.exists(directory(spec));
        return isNew ? create(spec) : open(spec, new Extent(rest.start(), rest.end(), Long.MAX_VALUE));
    }

    /**
     * Opens a partition again after an I/O error, with what was visible before and nothing else.
     *
     * @param extent its end is where what was visible ends
     * @throws CorruptLogException if something that was visible is missing
     */
    OpenLog reopen(PartitionLogs.Spec spec, Extent extent) throws IOException {
        environment.freeSpace().claim(DiskProbe.BYTES);
        Files.createDirectories(directory(spec));
        DiskProbe.run(directory(spec), environment.force());
        var opened = repaired(spec, extent);
        if (opened.log().logEndOffset() != extent.end() && extent.end() != Long.MAX_VALUE) {
            opened.abandon();
            throw new CorruptLogException("the records from offset "
                    + opened.log().logEndOffset() + " to " + (extent.end() - 1) + " were visible and are missing");
        }
        return opened;
    }

    /** Remembers what the checkpoints tell, for partitions that cannot be opened at first. */
    void know(TopicPartition partition, Extent extent) {
        known.put(partition, extent);
    }

    void forget(TopicPartition partition) {
        known.remove(partition);
    }

    Extent known(TopicPartition partition) {
        return known.getOrDefault(partition, new Extent(0, 0, Long.MAX_VALUE));
    }

    /**
     * What is known of a log before it is opened.
     *
     * @param recoveryPoint everything below is known to be on disk
     * @param end where it has to end; {@code Long.MAX_VALUE} for after the last whole batch
     */
    record Extent(long start, long recoveryPoint, long end) {}

    private OpenLog repaired(PartitionLogs.Spec spec, Extent extent) throws IOException {
        Files.createDirectories(directory(spec));
        new ProducerSnapshots(directory(spec)).dropRecent();
        var journal = new JournalReplay(environment.journal().recovered(), spec.place());
        var config = spec.settings().config();
        var repair =
                new TailRepair(directory(spec), config.indexInterval, config.compact, journal, environment.force());
        var complete = repair.run(extent.recoveryPoint, extent.end);
        scannedBytes.addAndGet(repair.scannedBytes());
        var hooks = new Hooks(scheduler);
        var recall = new ProducerRecall(producers(spec), directory(spec), environment.time());
        var log = unifiedLog(spec, extent, complete, hooks);
        requireAll(log, extent.recoveryPoint);
        recall.teach(log);
        var replayed = replay(journal, log);
        var segments = SegmentForce.from(extent.recoveryPoint, log, environment.force());
        if (environment.durability() == Durability.FSYNC || replayed > 0) {
            if (log.logEndOffset() > extent.recoveryPoint) {
                segments.forceTo(log.logEndOffset());
            }
            FailedForce.settled(directory(spec));
        }
        journal.settle();
        log.updateHighWatermark(log.logEndOffsetMetadata());
        return hooks.open(log, segments, environment.time());
    }

    private static int replay(JournalReplay journal, UnifiedLog log) throws IOException {
        try {
            var replayed = journal.into(log);
            if (replayed > 0) {
                LOGGER.info("Appended {} batches to {} that only the journal had", replayed, log.topicPartition());
            }
            return replayed;
        } catch (IOException | RuntimeException e) {
            log.closeHandlers();
            throw e;
        }
    }

    private ProducerStateManager producers(PartitionLogs.Spec spec) throws IOException {
        return new ProducerStateManager(
                spec.partition(),
                directory(spec).toFile(),
                MAX_TRANSACTION_TIMEOUT_MS,
                producerConfig,
                environment.time());
    }

    private static void requireAll(UnifiedLog log, long recoveryPoint) throws CorruptLogException {
        if (log.logEndOffset() < recoveryPoint) {
            log.removeLogMetrics();
            log.closeHandlers();
            throw new CorruptLogException("the records from offset " + log.logEndOffset() + " to " + (recoveryPoint - 1)
                    + " were on disk and are missing in " + log.dir());
        }
    }

    private OpenLog create(PartitionLogs.Spec spec) throws IOException {
        var hooks = new Hooks(scheduler);
        var log = unifiedLog(spec, new Extent(0, 0, 0), true, hooks);
        return hooks.open(log, SegmentForce.from(0, log, environment.force()), environment.time());
    }

    /** What Kafka's code calls back. */
    private record Hooks(Chores chores, ReportedFailures failures) {
        Hooks(Scheduler scheduler) {
            this(new Chores(scheduler), new ReportedFailures());
        }

        OpenLog open(UnifiedLog log, SegmentForce segments, Time time) {
            return new OpenLog(log, segments, chores, failures, time);
        }
    }

    /** Bytes of records that were looked at because they came after a recovery point. */
    long scannedBytes() {
        return scannedBytes.get();
    }

    private UnifiedLog unifiedLog(PartitionLogs.Spec spec, Extent extent, boolean clean, Hooks hooks)
            throws IOException {
        var log = UnifiedLog.create(
                directory(spec).toFile(),
                spec.settings().config(),
                extent.start,
                extent.recoveryPoint,
                hooks.chores,
                stats.join(),
                environment.time(),
                MAX_TRANSACTION_TIMEOUT_MS,
                producerConfig,
                PRODUCER_EXPIRATION_CHECK_MS,
                hooks.failures,
                clean,
                Optional.of(spec.topicId()),
                new ConcurrentHashMap<>(),
                false,
                LogOffsetsListener.NO_OP_OFFSETS_LISTENER);
        // The figures of ten thousand partitions would take more memory than the partitions themselves.
        log.removeLogMetrics();
        return log;
    }

    Path directory(PartitionLogs.Spec spec) {
        return folder.resolve(UnifiedLog.logDirName(spec.partition()));
    }
}
