package io.leat.broker.log;

import io.leat.broker.disk.DataFolderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.server.util.KafkaScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of the data folder. Which ones there are is told by the caller; this class opens, makes, tends and
 * removes their logs. Safe for use from any thread.
 */
public final class PartitionLogs {
    private static final Logger LOGGER = LoggerFactory.getLogger(PartitionLogs.class);
    private static final Duration PRODUCER_CHECK = Duration.ofMinutes(10);
    private static final Duration SOON = Duration.ofSeconds(1);
    /** What one partition may leave to be gathered again at the next start. */
    private static final long WORTH_SAVING = 1 << 20;

    private final Path folder;
    private final KafkaScheduler scheduler = new KafkaScheduler(1, true, "log-tasks-");
    private final Map<TopicPartition, KafkaPartitionLog> logs = new ConcurrentHashMap<>();
    private final Checkpoints checkpoints;
    private final Compaction compaction;
    private final DeletedLogs deleted;
    private final LogOpener opener;
    private final Revival revival;
    private final CheckpointDemand demand = new CheckpointDemand(this::checkpointSoon);
    private final LogEnvironment environment;
    private final Map<TopicPartition, Long> recoveryPoints = new ConcurrentHashMap<>();
    private final Caretaker caretaker = new Caretaker() {
        @Override
        public void failed(KafkaPartitionLog partition) {
            revival.await(partition);
        }

        @Override
        public void appended(long bytes) {
            demand.add(bytes);
        }
    };

    /** @param settings of its topic */
    public record Spec(TopicPartition partition, Uuid topicId, LogSettings settings) {}

    /**
     * @param folder the data folder, absolute
     * @param wasCleanlyShutDown whether all files are complete, so that nothing needs recovery
     */
    public PartitionLogs(Path folder, boolean wasCleanlyShutDown, CleanerSettings cleaner, LogEnvironment environment)
            throws IOException {
        this.folder = folder;
        this.checkpoints = new Checkpoints(folder);
        this.compaction = new Compaction(folder, cleaner, environment.time());
        this.deleted = new DeletedLogs(folder, environment.force(), scheduler);
        this.opener = new LogOpener(folder, wasCleanlyShutDown, scheduler, environment);
        this.revival = new Revival(opener, compaction, scheduler);
        this.environment = environment;
        scheduler.startup();
    }

    /**
     * Opens what is there, several at a time, makes what is missing, and removes what belongs to no topic. A partition
     * whose files cannot be opened is offline, and does not keep the others from service.
     *
     * @throws DataFolderException if the folder itself cannot be read
     */
    public void open(Collection<Spec> specs, int threads) {
        var began = environment.time().milliseconds();
        try {
            deleted.sweep(specs.stream().collect(Collectors.toMap(Spec::partition, Spec::topicId)));
            var points = checkpoints.recoveryPoints();
            var starts = checkpoints.logStarts();
            for (var spec : specs) {
                var point = points.getOrDefault(spec.partition(), 0L);
                var start = starts.getOrDefault(spec.partition(), 0L);
                opener.know(spec.partition(), new LogOpener.Extent(start, point, Long.MAX_VALUE));
                recoveryPoints.put(spec.partition(), point);
            }
        } catch (IOException | KafkaStorageException e) {
            throw new DataFolderException("The data folder " + folder + " cannot be read: " + e.getMessage() + ".", e);
        }
        inParallel(threads, specs, this::openOrOffline);
        LOGGER.info(
                "Opened {} partitions in {} ms; {} bytes after the last checkpoint were looked at",
                specs.size(),
                environment.time().milliseconds() - began,
                opener.scannedBytes());
    }

    private KafkaPartitionLog openOrOffline(Spec spec) {
        try {
            return new KafkaPartitionLog(
                    spec, opener.open(spec, opener.known(spec.partition())), environment, caretaker);
        } catch (IOException | RuntimeException | InternalError e) {
            LOGGER.error("Partition {} is offline: its files cannot be opened", spec.partition(), e);
            var reason = new KafkaStorageException(
                    "Partition " + spec.partition() + " is offline since the start: " + e.getMessage(), e);
            var repairable = !(e instanceof CorruptLogException);
            return new KafkaPartitionLog(spec, new Standing.Unopened(reason, repairable), environment, caretaker);
        }
    }

    private void inParallel(int threads, Collection<Spec> specs, Function<Spec, KafkaPartitionLog> open) {
        if (specs.isEmpty()) {
            return;
        }
        var executor = Executors.newFixedThreadPool(threads);
        try {
            var tasks = new ArrayList<Callable<KafkaPartitionLog>>();
            specs.forEach(spec -> tasks.add(() -> open.apply(spec)));
            for (var opened : executor.invokeAll(tasks)) {
                register(opened.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataFolderException("Opening the partitions in " + folder + " was interrupted.", e);
        } finally {
            executor.shutdown();
        }
    }

    private void register(KafkaPartitionLog log) {
        logs.put(log.topicPartition(), log);
        if (log.online()) {
            log.state().opened().ifPresent(opened -> compaction.add(opened.log()));
        } else {
            revival.await(log);
        }
    }

    /**
     * Has partitions that come back into service decided first.
     *
     * @param decide given the partition, under its lock: to write the markers that an error has kept it from; must not
     *     wait for them
     */
    public void onReturn(Consumer<UndecidedLog> decide) {
        revival.decideUndecidedBy(decide);
    }

    /** Starts retention and the regular writing of checkpoints. */
    public void startTasks(Duration retentionCheck, Duration checkpoint) {
        repeat("retention", this::retain, retentionCheck);
        repeat("checkpoints", this::writeCheckpoints, checkpoint);
        repeat("producers", this::forgetExpiredProducers, PRODUCER_CHECK);
    }

    private void forgetExpiredProducers() {
        var now = environment.time().milliseconds();
        logs.values().forEach(log -> log.forgetExpiredProducers(now));
    }

    private void checkpointSoon() {
        var unused = scheduler.scheduleOnce("checkpoint", this::writeCheckpoints, SOON.toMillis());
    }

    private void repeat(String name, Runnable task, Duration interval) {
        var unused = scheduler.schedule(name, task, interval.toMillis(), interval.toMillis());
    }

    /** Makes an empty partition. @throws KafkaStorageException if its files cannot be made */
    public void create(Spec spec) {
        if (checkpoints.names(spec.partition())) {
            // Of a topic that had the name before; after a crash it would be taken for this one's.
            storeCheckpoints();
        }
        register(new KafkaPartitionLog(spec, opener.create(spec), environment, caretaker));
    }

    public Optional<ServedLog> find(TopicPartition partition) {
        return Optional.ofNullable(logs.get(partition));
    }

    /** Those that are in service. */
    public List<UndecidedLog> all() {
        return logs.values().stream().filter(PartitionLog::online).collect(Collectors.toUnmodifiableList());
    }

    /** Bytes that the start has looked at because no checkpoint told that they are whole. */
    long recoveredBytes() {
        return opener.scannedBytes();
    }

    public void configure(TopicPartition partition, LogSettings settings) {
        var log = logs.get(partition);
        if (log != null) {
            log.configure(settings);
            if (log.online()) {
                log.state().opened().ifPresent(opened -> compaction.startIfNeeded(opened.log()));
            }
        }
    }

    /**
     * Takes partitions out of use; their names are free, also after a power loss, when this returns.
     *
     * @throws KafkaStorageException if the names could not be freed; the partitions are out of use all the same
     */
    public void delete(Collection<TopicPartition> partitions) {
        try {
            for (var partition : partitions) {
                var log = logs.remove(partition);
                if (log != null) {
                    log.markDeleted();
                    compaction.remove(partition);
                    recoveryPoints.remove(partition);
                    revival.leave(() -> discard(log));
                }
            }
            deleted.forceNames();
        } catch (IOException | UncheckedIOException e) {
            throw new KafkaStorageException("The deletion of " + partitions + " could not be forced to disk.", e);
        }
    }

    private void discard(KafkaPartitionLog log) {
        try {
            var opened = log.state().opened();
            if (opened.isPresent()) {
                deleted.discard(opened.get().log());
            } else {
                deleted.discard(opener.directory(log.spec()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes what retention allows; a partition that fails goes offline alone. */
    public void retain() {
        compaction.eachForRetention(log -> {
            try {
                log.deleteOldSegments();
            } catch (IOException | RuntimeException e) {
                LOGGER.warn("Retention failed for {}", log.topicPartition(), e);
            }
        });
    }

    /** Writes down recovery points and log starts. */
    public void writeCheckpoints() {
        try {
            storeCheckpoints();
        } catch (KafkaStorageException e) {
            LOGGER.warn("The checkpoints in {} could not be written; the next start takes longer", folder, e);
        }
    }

    private synchronized void storeCheckpoints() {
        demand.met();
        var logStarts = new HashMap<TopicPartition, Long>();
        for (var log : logs.values()) {
            note(log);
            log.state()
                    .opened()
                    .ifPresentOrElse(
                            opened -> logStarts.put(
                                    log.topicPartition(), opened.log().logStartOffset()),
                            () -> logStarts.put(
                                    log.topicPartition(),
                                    opener.known(log.topicPartition()).start()));
        }
        recoveryPoints.keySet().retainAll(logs.keySet());
        checkpoints.write(recoveryPoints, logStarts);
    }

    private void note(KafkaPartitionLog log) {
        try {
            log.checkpoint().take(WORTH_SAVING).ifPresent(point -> recoveryPoints.put(log.topicPartition(), point));
        } catch (IOException | RuntimeException e) {
            LOGGER.warn(
                    "No checkpoint of {} could be made; the next start takes longer: {}",
                    log.topicPartition(),
                    e.toString());
        }
    }

    /**
     * Forces and closes every log.
     *
     * @return whether all are complete on disk
     */
    public boolean close() {
        compaction.close();
        stopTasks();
        writeCheckpoints();
        var clean = true;
        for (var log : logs.values()) {
            var complete = log.close();
            clean &= complete;
            if (complete) {
                log.state()
                        .opened()
                        .ifPresent(opened -> recoveryPoints.put(
                                log.topicPartition(), opened.log().logEndOffset()));
            }
        }
        writeCheckpoints();
        return clean;
    }

    private void stopTasks() {
        try {
            scheduler.shutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
