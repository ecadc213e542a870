package io.leat.connectors.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Decides whether and when a transient failure is tried again: exponential backoff with full jitter (Marc Brooker,
 * "Exponential Backoff And Jitter", AWS Architecture Blog 2015). Decides only; waiting is the caller's. Immutable but for
 * the source of randomness.
 */
public final class RetryPolicy {

    private final RetrySettings settings;
    private final RandomGenerator random;

    public RetryPolicy(RetrySettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /** What to do after a failure. */
    public sealed interface Decision {

        /** Try again after this long. */
        record Again(Duration after) implements Decision {}

        /** Tried often or long enough. @param reason names the setting that says so */
        record GiveUp(String reason) implements Decision {}
    }

    /**
     * @param failures of this call so far, at least 1
     * @param since the first try
     */
    public Decision decide(int failures, Duration since) {
        return decide(failures, since, Duration.ZERO);
    }

    /**
     * As above, where the other system has said when to come back; that wait is a least one, whatever
     * {@code retry.backoff.max.ms} is.
     */
    public Decision decide(int failures, Duration since, Duration askedFor) {
        if (settings.maxRetries() >= 0 && failures > settings.maxRetries()) {
            return new Decision.GiveUp("max.retries=" + settings.maxRetries() + " are used up");
        }
        var wait = longer(backoff(failures), askedFor);
        var limit = settings.retryTimeout();
        if (limit.isPresent() && since.plus(wait).compareTo(limit.get()) > 0) {
            return new Decision.GiveUp("retry.timeout.ms=" + limit.get().toMillis() + " would be exceeded");
        }
        return new Decision.Again(wait);
    }

    private Duration backoff(int failures) {
        var first = settings.retryBackoff().toMillis();
        var most = settings.retryBackoffMax().toMillis();
        var doublings = Math.min(failures - 1, Long.numberOfLeadingZeros(first) - 1);
        var bound = Math.min(most, first << doublings);
        var jittered = settings.retryJitter() == RetrySettings.Jitter.FULL ? random.nextLong(bound + 1) : bound;
        return Duration.ofMillis(jittered);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
