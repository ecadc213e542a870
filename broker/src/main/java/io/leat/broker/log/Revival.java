package io.leat.broker.log;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.server.util.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings partitions back into service after an I/O error, once the disk has space, handles and health again: it writes a
 * trial file, opens the partition's files anew, cuts them where they were visible, and lets appends in. It waits longer
 * after each attempt that fails. One thread, so that one attempt is under way at a time.
 */
final class Revival {
    private static final Logger LOGGER = LoggerFactory.getLogger(Revival.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration UNTIL_READERS_ARE_DONE = Duration.ofMinutes(1);

    private final LogOpener opener;
    private final Compaction compaction;
    private final Scheduler scheduler;
    private final Set<KafkaPartitionLog> waiting = ConcurrentHashMap.newKeySet();
    private volatile Consumer<UndecidedLog> undecided = log -> {};

    Revival(LogOpener opener, Compaction compaction, Scheduler scheduler) {
        this.opener = opener;
        this.compaction = compaction;
        this.scheduler = scheduler;
    }

    /** @param decide called under a partition's lock, before it takes appends again; must not wait */
    void decideUndecidedBy(Consumer<UndecidedLog> decide) {
        undecided = decide;
    }

    /** The partition has failed. Never blocks. */
    void await(KafkaPartitionLog partition) {
        if (waiting.add(partition)) {
            attemptIn(partition, FIRST_WAIT);
        }
    }

    private void attemptIn(KafkaPartitionLog partition, Duration wait) {
        var unused = scheduler.scheduleOnce("revive-log", () -> attempt(partition, wait), wait.toMillis());
    }

    private void attempt(KafkaPartitionLog partition, Duration waited) {
        // Compaction and retention keep off what is broken, whether it can be brought back or not.
        compaction.suspend(partition.topicPartition());
        if (!partition.state().repairable()) {
            waiting.remove(partition);
            return;
        }
        try {
            revive(partition);
            waiting.remove(partition);
        } catch (CorruptLogException e) {
            waiting.remove(partition);
            LOGGER.error(
                    "Partition {} cannot be brought back: {}. It stays as it is until the next start",
                    partition.topicPartition(),
                    e.getMessage());
        } catch (IOException | RuntimeException | InternalError e) {
            LOGGER.warn("Partition {} is still offline: {}", partition.topicPartition(), e.toString());
            attemptIn(partition, longer(waited));
        }
    }

    static Duration longer(Duration waited) {
        var twice = waited.multipliedBy(2);
        return twice.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : twice;
    }

    /** Under the monitor that {@link #leave} takes, so that a deletion does not move the files meanwhile. */
    private synchronized void revive(KafkaPartitionLog partition) throws IOException {
        var state = partition.state();
        var failed = state.standing();
        var before = state.opened();
        if (!state.repairable()) {
            return;
        }
        before.ifPresent(opened -> opened.log().removeLogMetrics());
        var fresh = opener.reopen(partition.spec(), state.extent(opener.known(partition.topicPartition())));
        if (!reenter(partition, fresh, failed)) {
            return;
        }
        compaction.add(fresh.log());
        LOGGER.info(
                "Partition {} is in service again, up to offset {}",
                partition.topicPartition(),
                fresh.log().logEndOffset());
        before.ifPresent(this::closeLater);
    }

    private boolean reenter(KafkaPartitionLog partition, OpenLog fresh, Standing failed) {
        var entered = false;
        try {
            entered = partition.reenter(fresh, failed, undecided);
        } finally {
            if (!entered) {
                fresh.abandon();
            }
        }
        return entered;
    }

    /** Readers, and responses on their way to a socket, may still use the old files. */
    private void closeLater(OpenLog before) {
        var unused = scheduler.scheduleOnce(
                "close-replaced-log", before.log()::closeHandlers, UNTIL_READERS_ARE_DONE.toMillis());
    }

    /** Runs what takes the partition away for good while no attempt is under way. */
    synchronized void leave(Runnable departure) {
        departure.run();
    }
}
