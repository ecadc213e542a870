package io.leat.broker.transaction;

import io.leat.broker.transaction.state.Completed;
import io.leat.broker.transaction.state.Dead;
import io.leat.broker.transaction.state.Decision;
import io.leat.broker.transaction.state.Ongoing;
import io.leat.broker.transaction.state.Prepared;
import io.leat.broker.transaction.state.TransactionEvent;
import io.leat.broker.transaction.state.TransactionState;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transactional id: applies what its state decides. A new state is appended, holds at once for what comes next, and
 * is answered when it is durable. While that is so, whoever comes has to come again, as with Kafka, except partitions
 * that join the same transaction: their append follows the first, so it is durable after it.
 */
final class Slot {
    private static final Logger LOGGER = LoggerFactory.getLogger(Slot.class);

    /** Told under the slot's lock, or after a state has become durable; must not block. */
    interface Listener {
        void moved(Slot slot, TransactionState from, TransactionState to);

        /** The end is durable: its markers can be written. */
        void prepared(Slot slot, Prepared prepared);

        /** The id is forgotten, and this slot of no use any more. */
        void retired(Slot slot);
    }

    private final String transactionalId;
    private final StateTopic topic;
    private final Listener listener;
    private volatile TransactionState state;
    /** The open transaction as far as it is durable: only then records may be appended for it. */
    private volatile @Nullable Ongoing open;

    private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> change = new CompletableFuture<>();
    private boolean uncertain;
    private boolean retired;

    Slot(String transactionalId, TransactionState state, StateTopic topic, Listener listener) {
        this.transactionalId = transactionalId;
        this.state = state;
        this.topic = topic;
        this.listener = listener;
        this.open = state instanceof Ongoing ongoing ? ongoing : null;
    }

    String transactionalId() {
        return transactionalId;
    }

    TransactionState state() {
        return state;
    }

    boolean isOpen(long producerId, short epoch, TopicPartition partition) {
        var now = open;
        return now != null && now.verify(producerId, epoch, partition) == Errors.NONE;
    }

    /** Completes when something has happened that may let in who was told to come again. */
    synchronized CompletableFuture<Void> nextChange() {
        return change;
    }

    /** @param now milliseconds since the epoch */
    CompletableFuture<TransactionResult> apply(TransactionEvent event, long now) {
        Decision decision;
        TransactionState after;
        CompletableFuture<Void> durable;
        synchronized (this) {
            try {
                if (uncertain) {
                    restore();
                }
                if (retired || mustWait(event)) {
                    return CompletableFuture.completedFuture(TransactionResult.refused(Errors.CONCURRENT_TRANSACTIONS));
                }
                decision = state.decide(event, now);
                after = decision instanceof Decision.Move move ? move.to() : state;
                durable = decision instanceof Decision.Move move ? move(move.to()) : written;
            } catch (ApiException | IllegalStateException e) {
                return CompletableFuture.completedFuture(TransactionResult.failed(e));
            }
        }
        if (decision instanceof Decision.Stay && decision.answer() != Errors.NONE) {
            return CompletableFuture.completedFuture(TransactionResult.refused(decision.answer()));
        }
        return durable.handle((done, failure) ->
                failure == null ? TransactionResult.of(decision.answer(), after) : TransactionResult.failed(failure));
    }

    private boolean mustWait(TransactionEvent event) {
        return !written.isDone() && !(state instanceof Ongoing && event instanceof TransactionEvent.Add);
    }

    /**
     * After a failed append nobody knows what is stored. What can be read is stored once more, which settles it; throws
     * while the log takes nothing. Until that is durable nothing else is decided, nor are records let in.
     */
    private void restore() {
        var stored = Objects.requireNonNullElseGet(topic.load(transactionalId), Dead::new);
        uncertain = false;
        try {
            var unused = move(stored);
        } catch (RuntimeException e) {
            uncertain = true;
            throw e;
        }
    }

    private CompletableFuture<Void> move(TransactionState to) {
        // That a transaction is complete need not be durable: after a crash its markers are written once more.
        var needsForce = !(to instanceof Completed);
        var stored = topic.store(transactionalId, to, needsForce);
        become(to);
        var settled = new CompletableFuture<Void>();
        var unused = stored.whenComplete((done, failure) -> settle(to, settled, failure));
        if (needsForce) {
            written = settled;
        }
        return settled;
    }

    private void become(TransactionState to) {
        var from = state;
        state = to;
        if (!(to instanceof Ongoing)) {
            // Before the first marker is written, so that no record can follow it.
            open = null;
        }
        listener.moved(this, from, to);
    }

    private void settle(TransactionState to, CompletableFuture<Void> settled, @Nullable Throwable failure) {
        var changed = settle(to, failure == null);
        // Before anybody is told: who comes again because of it must find that nothing is under way any more.
        if (failure == null) {
            settled.complete(null);
            tell(to);
        } else {
            LOGGER.warn(
                    "The state {} of transactional id '{}' could not be stored", to.name(), transactionalId, failure);
            settled.completeExceptionally(failure);
        }
        changed.complete(null);
    }

    private synchronized CompletableFuture<Void> settle(TransactionState to, boolean stored) {
        if (!stored) {
            uncertain = true;
            open = null;
        } else if (to instanceof Ongoing ongoing && state instanceof Ongoing) {
            // Also if more partitions have joined meanwhile: those of this state are stored.
            open = ongoing;
        } else {
            retired = to instanceof Dead;
        }
        var changed = change;
        change = new CompletableFuture<>();
        return changed;
    }

    private void tell(TransactionState to) {
        if (to instanceof Prepared prepared) {
            listener.prepared(this, prepared);
        } else if (to instanceof Dead) {
            listener.retired(this);
        }
    }

    /** Gives up a slot that holds nothing. */
    void retireIfDead() {
        synchronized (this) {
            if (retired || uncertain || !(state instanceof Dead)) {
                return;
            }
            retired = true;
        }
        listener.retired(this);
    }
}
