package io.leat.broker.transaction;

import io.leat.broker.transaction.state.TransactionEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.utils.Time;

/**
 * Tries an event again when the slot has changed, before it tells a client to come again: the markers of the transaction
 * before take a few milliseconds, the client's pause takes twenty to hundreds.
 */
final class Patience {
    private final Time time;

    Patience(Time time) {
        this.time = time;
    }

    /** @param slots asked each time, because a slot whose id was forgotten is of no use any more */
    CompletableFuture<TransactionResult> apply(Supplier<Slot> slots, TransactionEvent event, Duration wait) {
        return apply(slots, event, time.nanoseconds() + wait.toNanos());
    }

    private CompletableFuture<TransactionResult> apply(Supplier<Slot> slots, TransactionEvent event, long until) {
        var slot = slots.get();
        // Asked for before the attempt: a change right after it is not missed.
        var change = slot.nextChange();
        return slot.apply(event, time.milliseconds()).thenCompose(result -> {
            var left = until - time.nanoseconds();
            if (result.error() != Errors.CONCURRENT_TRANSACTIONS || left <= 0) {
                return CompletableFuture.completedFuture(result);
            }
            return change.copy()
                    .completeOnTimeout(null, left, TimeUnit.NANOSECONDS)
                    .thenCompose(changed -> apply(slots, event, until));
        });
    }
}
