package io.leat.broker.transaction;

import io.leat.broker.disk.Force;
import io.leat.broker.disk.ForceThreads;
import io.leat.broker.group.TransactionalOffsets;
import io.leat.broker.journal.AppendJournal;
import io.leat.broker.log.UndecidedLog;
import io.leat.broker.topic.Topics;
import io.leat.broker.transaction.state.Dead;
import io.leat.broker.transaction.state.Ongoing;
import io.leat.broker.transaction.state.Prepared;
import io.leat.broker.transaction.state.TransactionEvent;
import io.leat.broker.transaction.state.TransactionState;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntToLongFunction;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Time;

/**
 * All that appends atomically: this process's own producers and the transactions of clients. They share the counter of
 * producer ids, of which each has blocks of its own, and the transactional ids.
 *
 * <p>The order of a start matters. First the states of clients' transactions are read. Then recovery decides what is
 * undecided in the partitions: it follows the journal of this process's producers, leaves alone what belongs to a stored
 * transaction of a client, which its producer may still commit, and aborts the rest, which nobody knows (its
 * transaction's first state was not durable yet, so no client was told that anything was appended). Only then, in {@link
 * #start}, when the group coordinator can take markers, ends that were decided before the crash are told to the readers.
 */
public final class Transactions implements AutoCloseable {

    /**
     * What transactions stand on.
     *
     * @param partitions finds a partition, or throws {@code UnknownTopicOrPartitionException}
     * @param reserveProducerIds sets a number of producer ids aside, durably, and returns the first
     */
    public record Ground(
            Topics topics,
            Function<TopicPartition, ? extends UndecidedLog> partitions,
            IntToLongFunction reserveProducerIds,
            Time time) {}

    /**
     * Where this process's producers note their appends.
     *
     * @param forced whether the journal is forced before an append is committed
     * @param appends where the notes are forced together with the records
     */
    public record JournalPlace(Path folder, Force force, ForceThreads threads, boolean forced, AppendJournal appends) {}

    private final Ground ground;
    private final TransactionTimer timer = new TransactionTimer();
    private final ProducerIds ownIds;
    private final TransactionTable table;
    private final Completion completion;
    private final TransactionCoordinator coordinator;
    private final AtomicProducers producers;

    private Transactions(
            TransactionSettings settings, Ground ground, JournalPlace journal, List<UndecidedLog> recovered) {
        this.ground = ground;
        this.ownIds = new ProducerIds(ground.reserveProducerIds());
        this.completion = new Completion(timer, ground.time());
        var topic = new StateTopic(ground.topics(), ground.partitions(), settings.partitions(), ground.time());
        var checks = new Checks(settings);
        this.table = new TransactionTable(topic, checks);
        table.load();
        var sessions = new Sessions();
        var patience = new Patience(ground.time());
        this.coordinator = new TransactionCoordinator(
                table,
                patience,
                completion,
                new ProducerIds(ground.reserveProducerIds()),
                sessions,
                settings.maxTimeoutMs());
        // Notes of earlier processes may be left, so that sessions must not have their numbers.
        var firstSession = journal.appends().recovered().lastSequence() << Integer.SIZE;
        new Recovery(recovered, table::knows).decide(Journal.read(journal));
        this.producers = new AtomicProducers(
                Journal.start(journal), ownIds, ground.partitions(), sessions, coordinator, firstSession);
        checks.requestAll();
    }

    /**
     * Reads what is stored and decides what a crash has left.
     *
     * @param recovered all partitions; nobody reads or appends yet
     */
    public static Transactions open(
            TransactionSettings settings, Ground ground, JournalPlace journal, List<UndecidedLog> recovered) {
        return new Transactions(settings, ground, journal, recovered);
    }

    /** From now on transactions of clients can end; those whose end a crash has cut short do so at once. */
    public void start(TransactionalOffsets offsets) {
        completion.start(new Markers(ground.partitions(), offsets));
        for (var slot : table.all()) {
            if (slot.state() instanceof Prepared end) {
                completion.finish(slot, end);
            }
        }
        coordinator.abortOrphans();
    }

    /**
     * To be called when a partition is back in service after an I/O error, before anyone else can append to it; does not
     * wait. Markers of clients' transactions come by themselves.
     */
    public void returned(UndecidedLog partition) {
        producers.returned(partition);
    }

    /** Of this process. */
    public Producers producers() {
        return producers;
    }

    /** Whether this process uses the producer id itself, so that no client may write with it. */
    public boolean isOwn(long producerId) {
        return ownIds.include(producerId);
    }

    /** Of clients. */
    public TransactionCoordinator coordinator() {
        return coordinator;
    }

    /** Waits until everything of this process is decided; clients' open transactions stay for the next start. */
    @Override
    public void close() {
        timer.close();
        producers.close();
    }

    /** Follows the slots, and looks for timeouts and unused ids while there may be any. */
    private final class Checks implements Slot.Listener {
        private final long expireAfterMs;
        private final TransactionTimer.Check timeouts;
        private final TransactionTimer.Check expiration;

        Checks(TransactionSettings settings) {
            expireAfterMs = settings.idExpiration().toMillis();
            timeouts = timer.new Check(settings.timeoutCheck(), this::abortTimedOut);
            expiration = timer.new Check(settings.idExpirationCheck(), this::expire);
        }

        void requestAll() {
            for (var slot : table.all()) {
                moved(slot, new Dead(), slot.state());
            }
        }

        @Override
        public void moved(Slot slot, TransactionState from, TransactionState to) {
            table.moved(slot, from, to);
            expiration.request();
            if (to instanceof Ongoing) {
                timeouts.request();
            }
        }

        @Override
        public void prepared(Slot slot, Prepared prepared) {
            completion.finish(slot, prepared);
        }

        @Override
        public void retired(Slot slot) {
            table.remove(slot);
        }

        private boolean abortTimedOut() {
            return applyToAll(new TransactionEvent.TimeOut(), Ongoing.class);
        }

        private boolean expire() {
            table.all().forEach(Slot::retireIfDead);
            return applyToAll(new TransactionEvent.Expire(expireAfterMs), TransactionState.class);
        }

        private boolean applyToAll(TransactionEvent event, Class<? extends TransactionState> states) {
            var found = false;
            for (var slot : table.all()) {
                if (states.isInstance(slot.state())) {
                    found = true;
                    var unused = slot.apply(event, ground.time().milliseconds());
                }
            }
            return found;
        }
    }
}
