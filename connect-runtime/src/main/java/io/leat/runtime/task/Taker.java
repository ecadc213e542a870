package io.leat.runtime.task;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The side of an {@link Outbox} where appends leave it, once they are durable: for one thread, which is not the one that
 * sends. It waits for the log without the outbox's lock, and takes the lock for each look and each change.
 */
final class Taker<P extends Parcel> {

    /** For an append, which nobody can wake who waits for it. */
    private static final long MOST_MILLIS = 1_000;

    private final Monitor monitor;
    private final UnderWay<P> underWay;
    private final Usability usability;
    private final Repetition<P> repetition;
    private final Consumer<Shipment<P>> freed;
    private boolean woken;

    /** @param freed told of what has become durable and left, under the lock */
    Taker(
            Monitor monitor,
            UnderWay<P> underWay,
            Usability usability,
            Repetition<P> repetition,
            Consumer<Shipment<P>> freed) {
        this.monitor = monitor;
        this.underWay = underWay;
        this.usability = usability;
        this.repetition = repetition;
        this.freed = freed;
    }

    /**
     * Waits for the oldest append, repeating it if it failed.
     *
     * @return empty if nothing became durable in time
     */
    Optional<Shipment<P>> take(Duration maxWait) throws InterruptedException {
        var oldest = monitor.look(() -> awaitOldest(maxWait));
        if (oldest.isEmpty()) {
            return Optional.empty();
        }
        try {
            oldest.get().append().get(Math.min(MOST_MILLIS, maxWait.toMillis()), TimeUnit.MILLISECONDS);
            free(oldest.get());
            return oldest;
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            recover(e.getCause() == null ? e : e.getCause());
            return Optional.empty();
        }
    }

    private Optional<Shipment<P>> awaitOldest(Duration maxWait) throws InterruptedException {
        var known = usability.broken();
        monitor.awaitUntil(
                () -> woken
                        || usability.isAbandoned()
                        || usability.broken() != known
                        || (!underWay.isEmpty() && usability.broken() == null),
                maxWait);
        woken = false;
        return usability.isGiven() ? underWay.oldest() : Optional.empty();
    }

    private void free(Shipment<P> durable) {
        monitor.change(() -> {
            underWay.take(durable);
            repetition.succeeded();
            freed.accept(durable);
        });
    }

    private void recover(Throwable cause) {
        var fatal = usability.isAbandoned() ? Optional.of(cause) : repetition.recover(cause);
        fatal.ifPresent(why -> monitor.change(() -> usability.fail(why)));
    }

    /** Lets the {@link #take} that waits, or else the next, return at once. */
    void wake() {
        monitor.change(() -> woken = true);
    }
}
