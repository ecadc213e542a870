package io.leat.runtime.task;

import io.leat.runtime.pipeline.Patience;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends of an {@link Outbox} once more, in order, after the log has refused one for a reason that may pass. Only the
 * thread that takes what is durable recovers; it comes without the outbox's lock, and takes it for each step but not for
 * the pause before the next try.
 */
final class Repetition<P extends Parcel> {

    private static final Logger LOG = LoggerFactory.getLogger(Repetition.class);

    private final Monitor monitor;
    private final OpenAppend<P> open;
    private final UnderWay<P> underWay;
    private final Patience patience;
    private final Runnable then;
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    /** @param then what follows once all is appended, under the lock */
    Repetition(Monitor monitor, OpenAppend<P> open, UnderWay<P> underWay, Patience patience, Runnable then) {
        this.monitor = monitor;
        this.open = open;
        this.underWay = underWay;
        this.patience = patience;
        this.then = then;
    }

    /** An append has become durable: pauses are short again. By the thread that recovers. */
    void succeeded() {
        backoff.reset();
    }

    /**
     * Waits, then appends again all that is not durable; if the log still refuses it, the next attempt follows when the
     * oldest append is looked at again.
     *
     * @return why nothing more can be written, if so
     */
    Optional<Throwable> recover(Throwable cause) {
        if (!(cause instanceof RetriableException) || !monitor.now(this::isRepeatable)) {
            return Optional.of(cause);
        }
        monitor.change(underWay::failing);
        var delay = backoff.next();
        LOG.warn("The log refuses records and is tried again in {} ms: {}", delay.toMillis(), cause.toString());
        try {
            if (!patience.pause(delay)) {
                return Optional.of(cause);
            }
            monitor.change(this::repeat);
        } catch (RetriableException e) {
            LOG.warn("The log still refuses records: {}", e.toString());
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
        return Optional.empty();
    }

    /** What has left memory cannot be appended again. */
    private boolean isRepeatable() {
        return !open.isBegun() && underWay.isRepeatable();
    }

    private void repeat() {
        open.reopen();
        underWay.repeat(open::appendAgain);
        open.refill();
        underWay.recovered();
        then.run();
    }
}
