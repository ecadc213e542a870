package io.leat.runtime.task;

import java.time.Duration;

/**
 * What may be spent at present: refilled at a steady rate, up to what a second brings. More may be spent than there is,
 * for how large a batch is shows only when it is there; the debt is waited for before the next.
 *
 * @param perSecond refill, above 0
 * @param tokens at {@code time}; negative for a debt
 * @param time in milliseconds
 */
record TokenBucket(double perSecond, double tokens, long time) {

    static TokenBucket full(double perSecond, long now) {
        return new TokenBucket(perSecond, perSecond, now);
    }

    TokenBucket spend(double cost, long now) {
        return new TokenBucket(perSecond, tokens(now) - cost, Math.max(now, time));
    }

    /** Until nothing is owed; zero if nothing is. */
    Duration untilFree(long now) {
        var debt = -tokens(now);
        return debt <= 0 ? Duration.ZERO : Duration.ofMillis((long) Math.ceil(debt * 1_000 / perSecond));
    }

    private double tokens(long now) {
        return Math.min(perSecond, tokens + Math.max(0, now - time) * perSecond / 1_000);
    }
}
