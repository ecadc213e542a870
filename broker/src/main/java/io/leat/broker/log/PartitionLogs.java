package io.leat.broker.log;

import io.leat.broker.disk.DataFolderException;
import java.io.IOException;
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

    private final Path folder;
    private final KafkaScheduler scheduler = new KafkaScheduler(1, true, "log-tasks-");
    private final Map<TopicPartition, KafkaPartitionLog> logs = new ConcurrentHashMap<>();
    private final Checkpoints checkpoints;
    private final Compaction compaction;
    private final DeletedLogs deleted;
    private final LogOpener opener;

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
        scheduler.startup();
    }

    /**
     * Opens what is there, several at a time, makes what is missing, and removes what belongs to no topic.
     *
     * @throws DataFolderException if a partition's files cannot be read
     */
    public void open(Collection<Spec> specs, int threads) {
        try {
            deleted.sweep(specs.stream().collect(Collectors.toMap(Spec::partition, Spec::topicId)));
            var recoveryPoints = checkpoints.recoveryPoints();
            var logStarts = checkpoints.logStarts();
            inParallel(
                    threads,
                    specs,
                    spec -> opener.open(
                            spec,
                            logStarts.getOrDefault(spec.partition(), 0L),
                            recoveryPoints.getOrDefault(spec.partition(), 0L)));
        } catch (IOException e) {
            throw new DataFolderException("The data folder " + folder + " cannot be read: " + e.getMessage() + ".", e);
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
            var cause = e.getCause() == null ? e : e.getCause();
            throw new DataFolderException(
                    "A partition in " + folder + " cannot be opened: " + cause.getMessage() + ".", cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataFolderException("Opening the partitions in " + folder + " was interrupted.", e);
        } finally {
            executor.shutdown();
        }
    }

    private void register(KafkaPartitionLog log) {
        logs.put(log.topicPartition(), log);
        compaction.add(log.unifiedLog());
    }

    /** Starts retention and the regular writing of checkpoints. */
    public void startTasks(Duration retentionCheck, Duration checkpoint) {
        repeat("retention", this::retain, retentionCheck);
        repeat("checkpoints", this::writeCheckpoints, checkpoint);
    }

    private void repeat(String name, Runnable task, Duration interval) {
        var unused = scheduler.schedule(name, task, interval.toMillis(), interval.toMillis());
    }

    /** Makes an empty partition. @throws KafkaStorageException if its files cannot be made */
    public void create(Spec spec) {
        register(opener.create(spec));
    }

    public Optional<ServedLog> find(TopicPartition partition) {
        return Optional.ofNullable(logs.get(partition));
    }

    public List<UndecidedLog> all() {
        return List.copyOf(logs.values());
    }

    public void configure(TopicPartition partition, LogSettings settings) {
        var log = logs.get(partition);
        if (log != null) {
            log.configure(settings);
            compaction.startIfNeeded(log.unifiedLog());
        }
    }

    /**
     * Takes partitions out of use; their names are free, also after a power loss, when this returns.
     *
     * @throws KafkaStorageException if the names could not be freed; the partitions are out of use all the same
     */
    public void delete(Collection<TopicPartition> partitions) {
        for (var partition : partitions) {
            var log = logs.remove(partition);
            if (log != null) {
                log.markDeleted();
                compaction.remove(partition);
                deleted.discard(log.unifiedLog());
            }
        }
        try {
            deleted.forceNames();
        } catch (IOException e) {
            throw new KafkaStorageException("The deletion of " + partitions + " could not be forced to disk.", e);
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
        var recoveryPoints = new HashMap<TopicPartition, Long>();
        var logStarts = new HashMap<TopicPartition, Long>();
        for (var log : compaction.logs()) {
            recoveryPoints.put(log.topicPartition(), log.recoveryPoint());
            logStarts.put(log.topicPartition(), log.logStartOffset());
        }
        try {
            checkpoints.write(recoveryPoints, logStarts);
        } catch (KafkaStorageException e) {
            LOGGER.warn("The checkpoints in {} could not be written; the next start takes longer", folder, e);
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
        var clean = true;
        for (var log : logs.values()) {
            clean &= log.close();
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
