package io.leat.connectors.delivery;

import io.leat.connect.api.fault.ConfigFault;
import io.leat.connect.api.fault.ExternalFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Sends a batch until each of its items has arrived or is known to be unacceptable: waits and repeats what could not be
 * accepted now, halves what was refused as a whole until the bad item is alone, so that one bad record costs its
 * neighbours about 2·log₂(n) further requests and nothing else. Items arrive in order as far as the target accepts whole
 * batches.
 *
 * <p>Blocks the calling thread; use one per sending thread. Stop it by interrupting.
 *
 * @param <T> what a batch is made of
 */
public final class BatchSender<T> {

    private final BatchTarget<T> target;
    private final RetryPolicy retries;
    private final Clock clock;
    private final Pause pause;

    public BatchSender(BatchTarget<T> target, RetryPolicy retries, Clock clock, Pause pause) {
        this.target = target;
        this.retries = retries;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * @throws ExternalFault if the retries are used up; items the listener was not told of have not arrived
     * @throws ConfigFault if no record is at fault and no retry would help
     */
    public void send(List<T> batch, BatchListener<T> listener) throws InterruptedException {
        var parts = new ArrayDeque<List<T>>();
        parts.add(List.copyOf(batch));
        while (!parts.isEmpty()) {
            var part = parts.removeFirst();
            if (!part.isEmpty()) {
                sendPart(part, parts, listener);
            }
        }
    }

    private void sendPart(List<T> part, ArrayDeque<List<T>> parts, BatchListener<T> listener)
            throws InterruptedException {
        var attempts = new Attempts(clock.instant());
        var rest = part;
        while (!rest.isEmpty()) {
            var outcome = target.send(rest);
            if (outcome instanceof BatchOutcome.Rejected<T> rejected) {
                bisect(rest, rejected.cause(), parts, listener);
                return;
            }
            rest = settle(rest, outcome, attempts, listener);
        }
    }

    /** Tells the listener what is settled, waits if something is not, and returns that. */
    private List<T> settle(List<T> sent, BatchOutcome<T> outcome, Attempts attempts, BatchListener<T> listener)
            throws InterruptedException {
        if (outcome instanceof BatchOutcome.Delivered<T>) {
            sent.forEach(listener::delivered);
            return List.of();
        }
        if (outcome instanceof BatchOutcome.Partly<T> partly) {
            return settlePartly(sent, partly, attempts, listener);
        }
        if (outcome instanceof BatchOutcome.Unavailable<T> unavailable) {
            await(sent.size(), unavailable.cause(), unavailable.askedFor(), attempts, listener);
            return sent;
        }
        var cause = ((BatchOutcome.Misconfigured<T>) outcome).cause();
        throw new ConfigFault("Sending " + sent.size() + " records cannot work: " + cause.getMessage(), cause);
    }

    private List<T> settlePartly(
            List<T> sent, BatchOutcome.Partly<T> partly, Attempts attempts, BatchListener<T> listener)
            throws InterruptedException {
        var open = PartlySettled.tell(sent, partly, listener);
        if (open.size() < sent.size()) {
            attempts.progressed(clock.instant());
        }
        if (!open.isEmpty()) {
            await(open.size(), partly.cause(), partly.askedFor(), attempts, listener);
        }
        return open;
    }

    private void await(int items, Exception cause, Duration askedFor, Attempts attempts, BatchListener<T> listener)
            throws InterruptedException {
        attempts.failures++;
        var since = Duration.between(attempts.first, clock.instant());
        var decision = retries.decide(attempts.failures, since, askedFor);
        if (decision instanceof RetryPolicy.Decision.GiveUp giveUp) {
            throw new ExternalFault(
                    "Sending " + items + " records failed " + attempts.failures + " times, " + giveUp.reason() + ": "
                            + cause.getMessage(),
                    cause);
        }
        var after = ((RetryPolicy.Decision.Again) decision).after();
        listener.retrying(items, cause, after);
        pause.pause(after);
    }

    private static <T> void bisect(
            List<T> rejected, Exception cause, ArrayDeque<List<T>> parts, BatchListener<T> listener) {
        if (rejected.size() == 1) {
            listener.refused(rejected.get(0), cause);
            return;
        }
        var middle = rejected.size() / 2;
        parts.addFirst(rejected.subList(middle, rejected.size()));
        parts.addFirst(rejected.subList(0, middle));
    }

    /** Counts the tries in a row that got nowhere; a try that settled something starts the count anew. */
    private static final class Attempts {
        private Instant first;
        private int failures;

        Attempts(Instant first) {
            this.first = first;
        }

        void progressed(Instant now) {
            first = now;
            failures = 0;
        }
    }
}
