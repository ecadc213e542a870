package io.leat.broker.transaction;

import io.leat.broker.group.TransactionCheck;
import io.leat.broker.transaction.state.HeldState;
import io.leat.broker.transaction.state.Ongoing;
import io.leat.broker.transaction.state.Outcome;
import io.leat.broker.transaction.state.Prepared;
import io.leat.broker.transaction.state.TransactionEvent;
import io.leat.broker.transaction.state.TransactionEvent.Add;
import io.leat.broker.transaction.state.TransactionEvent.End;
import io.leat.broker.transaction.state.TransactionEvent.Init;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/**
 * The transactions of Kafka's clients. Each request becomes an event, its {@link Slot} applies what the state decides, and
 * the answer follows when that is durable. Safe for use from any thread; apart from {@link #init}, which may make the
 * topic of the states, nothing here blocks.
 */
public final class TransactionCoordinator implements TransactionGate, TransactionCheck {
    /** How long a request waits for the markers of the transaction before, rather than have the client ask again. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    /** From this version of TxnOffsetCommit on, the partition of the offsets joins by itself. */
    private static final int OFFSETS_ADD_PARTITION = 5;

    private static final int OFFSETS_KNOW_ABORTABLE = 4;

    private final TransactionTable table;
    private final Patience patience;
    private final Completion completion;
    private final ProducerIds producerIds;
    private final Sessions sessions;
    private final int maxTimeoutMs;

    TransactionCoordinator(
            TransactionTable table,
            Patience patience,
            Completion completion,
            ProducerIds producerIds,
            Sessions sessions,
            int maxTimeoutMs) {
        this.table = table;
        this.patience = patience;
        this.completion = completion;
        this.producerIds = producerIds;
        this.sessions = sessions;
        this.maxTimeoutMs = maxTimeoutMs;
    }

    /**
     * A producer starts or goes on after an error: it gets the transactional id, who had it is fenced, and what that had
     * open is aborted.
     *
     * @param producerId of a producer that goes on, else -1
     * @param epoch of a producer that goes on, else -1
     * @return {@code INVALID_TRANSACTION_TIMEOUT}, {@code PRODUCER_FENCED}, {@code CONCURRENT_TRANSACTIONS} (ask again)
     *     or what says that the state could not be stored; never fails
     */
    public CompletableFuture<TransactionResult> init(
            String transactionalId, long producerId, short epoch, int timeoutMs) {
        if (transactionalId.isEmpty()) {
            return answer(Errors.INVALID_REQUEST);
        }
        if (timeoutMs <= 0 || timeoutMs > maxTimeoutMs) {
            return answer(Errors.INVALID_TRANSACTION_TIMEOUT);
        }
        var init = new Init(producerId, epoch, timeoutMs, producerIds::next);
        return patience.apply(() -> table.findOrMake(transactionalId), init, PATIENCE)
                .thenCompose(result -> result.error() == Errors.NONE
                        // Last, so that of a client and a producer of this process that come at once, one is shut out.
                        ? sessions.fence(transactionalId).thenApply(done -> result)
                        : CompletableFuture.completedFuture(result));
    }

    /** A producer id with epoch 0 for a producer without transactions. */
    public TransactionResult init() {
        return new TransactionResult(Errors.NONE, producerIds.next(), (short) 0);
    }

    /**
     * Partitions join the producer's transaction, which begins with the first.
     *
     * @param version feature level of {@code transaction.version} that the client uses
     */
    public CompletableFuture<Errors> add(
            String transactionalId, long producerId, short epoch, Set<TopicPartition> partitions, short version) {
        return withSlot(transactionalId, new Add(producerId, epoch, partitions, version))
                .thenApply(TransactionResult::error);
    }

    /** What the producer would be answered that appends to these partitions without adding them. */
    public Map<TopicPartition, Errors> verify(
            String transactionalId, long producerId, short epoch, Set<TopicPartition> partitions) {
        var slot = table.find(transactionalId);
        return partitions.stream()
                .collect(Collectors.toMap(
                        partition -> partition,
                        partition -> slot.map(found -> found.state().verify(producerId, epoch, partition))
                                .orElse(Errors.INVALID_PRODUCER_ID_MAPPING)));
    }

    /**
     * Ends the producer's transaction; answered when that is decided, while the readers are still being told.
     *
     * @param version as for {@link #add}; from 2 on the answer holds the epoch of the next transaction
     */
    public CompletableFuture<TransactionResult> end(
            String transactionalId, long producerId, short epoch, Outcome outcome, short version) {
        var end = new End(producerId, epoch, outcome, version, producerIds::next);
        return withSlot(transactionalId, end);
    }

    private CompletableFuture<TransactionResult> withSlot(String transactionalId, TransactionEvent event) {
        return table.find(transactionalId)
                .map(slot -> patience.apply(() -> slot, event, PATIENCE))
                .orElseGet(() -> unknown(transactionalId));
    }

    private static CompletableFuture<TransactionResult> unknown(String transactionalId) {
        return answer(transactionalId.isEmpty() ? Errors.INVALID_REQUEST : Errors.INVALID_PRODUCER_ID_MAPPING);
    }

    private static CompletableFuture<TransactionResult> answer(Errors error) {
        return CompletableFuture.completedFuture(TransactionResult.refused(error));
    }

    /** Takes the id from the client that has it, if any; completes when that has nothing undecided. */
    CompletableFuture<TransactionResult> takeFromClient(String transactionalId, Duration wait) {
        return table.find(transactionalId)
                .map(slot -> patience.apply(() -> slot, take(maxTimeoutMs), wait))
                .orElseGet(() -> answer(Errors.NONE));
    }

    /**
     * As {@link #init} for a producer of this process, which may ask for any timeout; the session of the id stays. May
     * make the topic of the states.
     */
    CompletableFuture<TransactionResult> initHere(String transactionalId, int timeoutMs, Duration wait) {
        return patience.apply(() -> table.findOrMake(transactionalId), take(timeoutMs), wait);
    }

    private Init take(int timeoutMs) {
        return new Init(TransactionEvent.NO_ID, TransactionEvent.NO_EPOCH, timeoutMs, producerIds::next);
    }

    /** As {@link #add} and {@link #end} for a producer of this process, which can wait. */
    CompletableFuture<TransactionResult> applyHere(String transactionalId, TransactionEvent event, Duration wait) {
        return table.find(transactionalId)
                .map(slot -> patience.apply(() -> slot, event, wait))
                .orElseGet(() -> answer(Errors.INVALID_PRODUCER_ID_MAPPING));
    }

    /** The event by which a producer of this process ends its transaction; each has an epoch of its own. */
    End endHere(long producerId, short epoch, Outcome outcome) {
        return new End(producerId, epoch, outcome, TransactionEvent.EPOCH_PER_TRANSACTION, producerIds::next);
    }

    /** Completes when the readers of all partitions have been told of the last end. */
    CompletableFuture<Void> told(String transactionalId) {
        var slot = table.find(transactionalId);
        if (slot.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        // Asked for before the look: a change right after it is not missed.
        var change = slot.get().nextChange();
        return slot.get().state() instanceof Prepared
                ? change.thenCompose(changed -> told(transactionalId))
                : CompletableFuture.completedFuture(null);
    }

    /**
     * Aborts what producers of this process had open when an earlier process ended: they are gone, and no client may ask
     * for their timeout.
     */
    void abortOrphans() {
        for (var slot : table.all()) {
            if (slot.state() instanceof Ongoing open && open.producer().timeoutMs() == LongTransactions.UNTIL_RESTART) {
                var unused = takeFromClient(slot.transactionalId(), Duration.ZERO);
            }
        }
    }

    @Override
    public CompletableFuture<Map<TopicPartition, Errors>> admit(
            String transactionalId,
            long producerId,
            short producerEpoch,
            Set<TopicPartition> partitions,
            boolean addMissing) {
        var refused = new HashMap<TopicPartition, Errors>();
        if (addMissing) {
            return add(transactionalId, producerId, producerEpoch, partitions, TransactionEvent.EPOCH_PER_TRANSACTION)
                    .thenApply(error -> {
                        if (error != Errors.NONE) {
                            partitions.forEach(partition -> refused.put(partition, error));
                        }
                        return refused;
                    });
        }
        verify(transactionalId, producerId, producerEpoch, partitions).forEach((partition, error) -> {
            if (error != Errors.NONE) {
                refused.put(partition, error);
            }
        });
        return CompletableFuture.completedFuture(refused);
    }

    @Override
    public boolean isOpen(long producerId, short producerEpoch, TopicPartition partition) {
        return table.find(producerId)
                .filter(slot -> slot.isOpen(producerId, producerEpoch, partition))
                .isPresent();
    }

    @Override
    public CompletableFuture<Void> check(
            TopicPartition partition, String transactionalId, long producerId, short producerEpoch, int apiVersion) {
        return admit(transactionalId, producerId, producerEpoch, Set.of(partition), apiVersion >= OFFSETS_ADD_PARTITION)
                .thenAccept(refused -> {
                    var error = refused.getOrDefault(partition, Errors.NONE);
                    if (error != Errors.NONE) {
                        throw translate(error, apiVersion).exception();
                    }
                });
    }

    /** What clients that commit offsets in this version understand, as Kafka tells it. */
    private static Errors translate(Errors error, int apiVersion) {
        return switch (error) {
            case PRODUCER_FENCED -> Errors.INVALID_PRODUCER_EPOCH;
            case TRANSACTION_ABORTABLE -> apiVersion < OFFSETS_KNOW_ABORTABLE ? Errors.INVALID_TXN_STATE : error;
            case CONCURRENT_TRANSACTIONS -> apiVersion < OFFSETS_ADD_PARTITION ? Errors.NOT_ENOUGH_REPLICAS : error;
            case NOT_COORDINATOR, COORDINATOR_NOT_AVAILABLE -> Errors.NOT_ENOUGH_REPLICAS;
            default -> error;
        };
    }

    /**
     * Writes a marker into one partition whatever the coordinator knows: for an administrator who ends what hangs.
     *
     * @return fails with Kafka's exceptions; completes when the marker is on disk
     */
    public CompletableFuture<Void> writeMarker(
            TopicPartition partition, long producerId, short epoch, Outcome outcome, short version) {
        return completion.markers().write(partition, producerId, epoch, outcome, version);
    }

    /** Empty if the id is not known. */
    public Optional<TransactionDescription> describe(String transactionalId) {
        var stored = table.find(transactionalId);
        var session = sessions.find(transactionalId).map(SessionProducer::describe);
        return session.isPresent()
                        && !stored.map(Slot::state)
                                .filter(Ongoing.class::isInstance)
                                .isPresent()
                ? session
                : stored.flatMap(TransactionCoordinator::describe);
    }

    /** All ids that are known, those of this process's own producers included. */
    public Collection<TransactionDescription> list() {
        var all = new HashMap<String, TransactionDescription>();
        table.all().forEach(slot -> describe(slot).ifPresent(one -> all.put(one.transactionalId(), one)));
        sessions.all()
                .forEach(session ->
                        describe(session.transactionalId()).ifPresent(one -> all.put(one.transactionalId(), one)));
        return all.values();
    }

    private static Optional<TransactionDescription> describe(Slot slot) {
        return slot.state() instanceof HeldState held
                ? Optional.of(TransactionDescription.of(slot.transactionalId(), held))
                : Optional.empty();
    }
}
