package io.leat.broker.log;

import io.leat.broker.disk.DataFolderException;
import io.leat.broker.journal.Place;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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
    private static final Duration SOON = Duration.ofMillis(300);
    private final Path folder;
    private final KafkaScheduler scheduler = new KafkaScheduler(1, true, "log-tasks-");
    private final Map<TopicPartition, KafkaPartitionLog> logs = new ConcurrentHashMap<>();
    private final RecoveryPoints recoveryPoints;
    private final Compaction compaction;
    private final DeletedLogs deleted;
    private final LogOpener opener;
    private final Openings openings;
    private final RestFile restFile;
    private final boolean wasCleanlyShutDown;
    private final Revival revival;
    private final CheckpointDemand demand = new CheckpointDemand(this::checkpointSoon);
    private final LogEnvironment environment;
    private final Caretaker caretaker = new Caretaker() {
        @Override
        public void failed(KafkaPartitionLog partition) {
            revival.await(partition);
        }

        @Override
        public void wake(KafkaPartitionLog partition) {
            partition.state().resting().ifPresent(rest -> {
                if (openings.wake(partition, rest)) {
                    partition.state().opened().ifPresent(opened -> compaction.add(opened.log()));
                } else {
                    revival.await(partition);
                }
            });
        }

        @Override
        public void appended(long bytes) {
            demand.add(bytes);
        }
    };

    /** @param settings of its topic */
    public record Spec(TopicPartition partition, Uuid topicId, LogSettings settings) {
        Place place() {
            return new Place(topicId, partition.partition());
        }
    }

    /**
     * @param folder the data folder, absolute
     * @param wasCleanlyShutDown whether all files are complete, so that nothing needs recovery
     */
    public PartitionLogs(Path folder, boolean wasCleanlyShutDown, CleanerSettings cleaner, LogEnvironment environment)
            throws IOException {
        this.folder = folder;
        this.compaction = new Compaction(folder, cleaner, environment.time());
        this.deleted = new DeletedLogs(folder, environment.force(), scheduler);
        this.opener = new LogOpener(folder, wasCleanlyShutDown, scheduler, environment);
        this.recoveryPoints = new RecoveryPoints(new Checkpoints(folder), logs, opener);
        this.openings = new Openings(opener, environment, caretaker);
        this.restFile = new RestFile(folder, environment.force());
        this.wasCleanlyShutDown = wasCleanlyShutDown;
        this.revival = new Revival(opener, compaction, scheduler);
        this.environment = environment;
        scheduler.startup();
    }

    /**
     * Opens what has to be opened, several at a time, lets the others rest, and removes what deletions have left. A
     * partition whose files cannot be opened is offline, and does not keep the others from service.
     *
     * @param deletedTopics of which folders may be left
     * @throws DataFolderException if the folder itself cannot be read
     */
    public void open(Collection<Spec> specs, Set<Uuid> deletedTopics, int threads) {
        var began = environment.time().milliseconds();
        Map<RestFile.Place, Rest> rests;
        var journal = environment.journal().recovered();
        try {
            var left = restFile.take();
            rests = wasCleanlyShutDown ? left : Map.of();
            deleted.sweep(
                    specs.stream().collect(Collectors.toMap(Spec::partition, Spec::topicId)),
                    specs.stream()
                            .filter(spec -> rests.containsKey(place(spec)))
                            .map(Spec::partition)
                            .collect(Collectors.toSet()),
                    deletedTopics);
            recoveryPoints.read(specs);
        } catch (IOException | KafkaStorageException e) {
            throw new DataFolderException("The data folder " + folder + " cannot be read: " + e.getMessage() + ".", e);
        }
        var toOpen = letRest(specs, rests);
        openings.open(toOpen, threads, this::register);
        journal.keepOnly(specs.stream().map(Spec::place).collect(Collectors.toSet()));
        LOGGER.info(
                "Opened {} of {} partitions in {} ms; {} bytes after the last checkpoint were looked at",
                toOpen.size(),
                specs.size(),
                environment.time().milliseconds() - began,
                opener.scannedBytes());
    }

    /** Returns those that cannot rest. */
    private List<Spec> letRest(Collection<Spec> specs, Map<RestFile.Place, Rest> rests) {
        var toOpen = new ArrayList<Spec>();
        for (var spec : specs) {
            var rest = rests.get(place(spec));
            if (rest == null && openings.isUntouched(spec)) {
                rest = Rest.EMPTY;
            }
            if (rest == null || (spec.settings().config().compact && rest.bytes() > 0)) {
                toOpen.add(spec);
            } else {
                register(openings.resting(spec, rest));
            }
        }
        return toOpen;
    }

    private static RestFile.Place place(Spec spec) {
        return new RestFile.Place(spec.topicId(), spec.partition().partition());
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

    /** Makes an empty partition, without files until its first use. */
    public void create(Spec spec) {
        // After a crash, what was known of a topic that had the name before would be taken for this one's.
        recoveryPoints.forget(spec.partition());
        register(openings.resting(spec, Rest.EMPTY));
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
            if (settings.config().compact
                    && log.state().resting().filter(rest -> rest.bytes() > 0).isPresent()) {
                openings.wake(log);
            } else if (log.online()) {
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
                    environment.journal().recovered().settle(log.spec().place());
                    compaction.remove(partition);
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
        openings.wakeForRetention(logs.values());
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
        demand.met();
        recoveryPoints.write();
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
        var rests = new HashMap<RestFile.Place, Rest>();
        for (var log : logs.values()) {
            var rest = log.state().resting();
            var complete = log.close();
            clean &= complete;
            if (complete) {
                var opened = log.state().opened();
                opened.ifPresent(files ->
                        recoveryPoints.closed(log.topicPartition(), files.log().logEndOffset()));
                opened.flatMap(files -> Rest.of(files.log()))
                        .or(() -> rest)
                        .ifPresent(known -> rests.put(place(log.spec()), known));
            }
        }
        writeCheckpoints();
        return writeRests(rests) && clean;
    }

    private boolean writeRests(Map<RestFile.Place, Rest> rests) {
        try {
            restFile.write(rests);
            return true;
        } catch (IOException e) {
            LOGGER.warn("What is known of the partitions could not be written; the next start takes longer", e);
            return false;
        }
    }

    private void stopTasks() {
        try {
            scheduler.shutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
