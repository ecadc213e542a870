package io.leat.broker.log;

import io.leat.broker.disk.DataFolderException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings partitions into service. Those that a clean shutdown has left complete, and those that never had a record, rest
 * until their files are needed: ten thousand open ones would take seconds at the start, three files and tens of kilobytes
 * each. The others are opened at once; one whose files cannot be opened is offline, and is tried again.
 */
final class Openings {
    private static final Logger LOGGER = LoggerFactory.getLogger(Openings.class);

    private final LogOpener opener;
    private final LogEnvironment environment;
    private final Caretaker caretaker;

    Openings(LogOpener opener, LogEnvironment environment, Caretaker caretaker) {
        this.opener = opener;
        this.environment = environment;
        this.caretaker = caretaker;
    }

    /** Whether the partition had no record when the last process left, and has neither files nor anything in the journal. */
    boolean isUntouched(PartitionLogs.Spec spec) {
        var known = opener.known(spec.partition());
        return known.start() == 0
                && known.recoveryPoint() == 0
                && !Files.exists(opener.directory(spec))
                && environment.journal().recovered().of(spec.place()).isEmpty();
    }

    KafkaPartitionLog resting(PartitionLogs.Spec spec, Rest rest) {
        return new KafkaPartitionLog(spec, new Standing.Resting(rest), environment, caretaker);
    }

    /**
     * Opens the files of these, several at a time.
     *
     * @param opened given each, in service or offline
     */
    void open(Collection<PartitionLogs.Spec> specs, int threads, Consumer<KafkaPartitionLog> opened) {
        if (specs.isEmpty()) {
            return;
        }
        var executor = Executors.newFixedThreadPool(threads);
        try {
            var tasks = new ArrayList<Callable<KafkaPartitionLog>>();
            specs.forEach(spec -> tasks.add(() -> openOrOffline(spec)));
            for (var one : executor.invokeAll(tasks)) {
                opened.accept(one.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataFolderException("Opening the partitions was interrupted.", e);
        } finally {
            executor.shutdown();
        }
    }

    private KafkaPartitionLog openOrOffline(PartitionLogs.Spec spec) {
        try {
            var opened = opener.open(spec, opener.known(spec.partition()));
            return new KafkaPartitionLog(spec, opened, environment, caretaker);
        } catch (IOException | RuntimeException | InternalError e) {
            return new KafkaPartitionLog(spec, offline(spec, "since the start", e), environment, caretaker);
        }
    }

    /** Opens the files of a resting partition, under its lock; tells whether it is in service. */
    boolean wake(KafkaPartitionLog partition, Rest rest) {
        var spec = partition.spec();
        try {
            partition.enter(opener.wake(spec, rest));
            return true;
        } catch (IOException | RuntimeException | InternalError e) {
            opener.know(spec.partition(), new LogOpener.Extent(rest.start(), rest.end(), Long.MAX_VALUE));
            partition.state().stay(offline(spec, "since its first use", e));
            return false;
        }
    }

    private static Standing.Unopened offline(PartitionLogs.Spec spec, String since, Throwable e) {
        LOGGER.error("Partition {} is offline: its files cannot be opened", spec.partition(), e);
        var reason = new KafkaStorageException(
                "Partition " + spec.partition() + " is offline " + since + ": " + e.getMessage(), e);
        return new Standing.Unopened(reason, !(e instanceof CorruptLogException));
    }

    /** Opens the files of those among the resting ones in which retention may find something to delete. */
    void wakeForRetention(Collection<KafkaPartitionLog> partitions) {
        var now = environment.time().milliseconds();
        for (var partition : List.copyOf(partitions)) {
            var config = partition.spec().settings().config();
            if (partition
                    .state()
                    .resting()
                    .filter(rest -> rest.mayExpire(config, now))
                    .isPresent()) {
                wake(partition);
            }
        }
    }

    /** Opens the partition's files if they are not. */
    void wake(KafkaPartitionLog partition) {
        try {
            var unused = partition.state().readable();
        } catch (KafkaStorageException e) {
            LOGGER.debug("{} was not opened; this was reported", partition.topicPartition(), e);
        }
    }
}
