package io.leat.broker.transaction;

import io.leat.broker.log.Appended;
import io.leat.broker.log.UndecidedLog;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/** A producer as long as it is open. Its appends are decided one after the other, though they are forced together. */
final class SessionProducer implements AtomicProducer {
    private static final long NONE = -1;

    private final String transactionalId;
    private final long session;
    private final ProducerIds producerIds;
    private final Function<TopicPartition, ? extends UndecidedLog> logs;
    private final Journal journal;
    private final OwedMarkers markers;
    private final Sessions sessions;
    private final ConcurrentLinkedDeque<Lane> freeLanes = new ConcurrentLinkedDeque<>();
    private CompletableFuture<Boolean> lastDecision = CompletableFuture.completedFuture(true);
    private CompletableFuture<?> allSettled = CompletableFuture.completedFuture(null);
    private long nextNumber;
    private long lastProducerId = NONE;
    private volatile @Nullable RuntimeException unusable;

    SessionProducer(
            String transactionalId,
            long session,
            ProducerIds producerIds,
            Function<TopicPartition, ? extends UndecidedLog> logs,
            Journal journal,
            OwedMarkers markers,
            Sessions sessions) {
        this.transactionalId = transactionalId;
        this.session = session;
        this.producerIds = producerIds;
        this.logs = logs;
        this.journal = journal;
        this.markers = markers;
        this.sessions = sessions;
    }

    @Override
    public String transactionalId() {
        return transactionalId;
    }

    @Override
    public synchronized CompletableFuture<List<Appended>> append(List<AtomicBatch> batches) {
        if (unusable != null) {
            return CompletableFuture.failedFuture(unusable);
        }
        if (batches.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        AtomicAppend append;
        try {
            var lane = lane();
            lastProducerId = lane.producerId();
            append = new AtomicAppend(session, nextNumber++, lane, markers);
        } catch (RuntimeException e) {
            unusable = e;
            return CompletableFuture.failedFuture(e);
        }
        var onDisk = write(append, batches).handle((done, failure) -> Optional.ofNullable(failure));
        lastDecision = lastDecision.thenCombine(onDisk, (earlier, failure) -> decide(append, earlier, failure));
        allSettled = CompletableFuture.allOf(allSettled, append.result().handle((done, failure) -> null));
        return append.result();
    }

    private Lane lane() {
        var free = freeLanes.poll();
        return free == null ? new Lane(producerIds.next()) : free;
    }

    private CompletableFuture<Void> write(AtomicAppend append, List<AtomicBatch> batches) {
        try {
            return append.write(batches, logs, journal);
        } catch (RuntimeException e) {
            unusable = e;
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Returns whether the append is committed. */
    private boolean decide(AtomicAppend append, boolean earlierCommitted, Optional<Throwable> failure) {
        if (earlierCommitted && failure.isEmpty()) {
            if (append.commit(journal)) {
                freeLanes.add(append.lane());
            }
            return true;
        }
        var cause = failure.<Throwable>map(AtomicAppend::asStorageFailure)
                .orElseGet(() -> new KafkaStorageException("An earlier append of '" + transactionalId + "' failed."));
        if (unusable == null) {
            unusable = AtomicAppend.asStorageFailure(cause);
        }
        append.abort(journal, cause);
        return false;
    }

    /** Another producer has the transactional id; completes when nothing of this one is undecided. */
    CompletableFuture<?> fence() {
        return leave(new ProducerFencedException(
                "A newer producer with the transactional id '" + transactionalId + "' was opened."));
    }

    @Override
    public void close() {
        sessions.remove(this);
        leave(new IllegalStateException("The producer '" + transactionalId + "' is closed."))
                .join();
    }

    private synchronized CompletableFuture<?> leave(RuntimeException reason) {
        unusable = reason;
        return allSettled;
    }

    /** As if it were a client's: each append is a transaction that commits at once. */
    synchronized TransactionDescription describe() {
        var state = lastProducerId == NONE ? "Empty" : allSettled.isDone() ? "CompleteCommit" : "Ongoing";
        var epoch = lastProducerId == NONE ? (short) NONE : Lane.EPOCH;
        return new TransactionDescription(transactionalId, state, lastProducerId, epoch, 0, NONE, Set.of());
    }
}
