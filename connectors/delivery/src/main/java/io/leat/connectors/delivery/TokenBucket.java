package io.leat.connectors.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Limits a rate: tokens drip in steadily, up to a second's worth may gather. Says how long to wait; does not wait itself.
 * Safe for several threads.
 */
public final class TokenBucket {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final LongSupplier nanoTime;
    private double tokens;
    private long at;

    /**
     * @param perSecond tokens per second, above 0
     * @param nanoTime such as {@code System::nanoTime}
     */
    public TokenBucket(double perSecond, LongSupplier nanoTime) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("a rate must be above 0, but is " + perSecond);
        }
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.tokens = perSecond;
        this.at = nanoTime.getAsLong();
    }

    /** Takes tokens in any case, also more than there are. @return how long to wait before acting */
    public synchronized Duration take(int count) {
        var now = nanoTime.getAsLong();
        tokens = Math.min(perSecond, tokens + (now - at) / NANOS_PER_SECOND * perSecond);
        at = now;
        tokens -= count;
        return tokens >= 0 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil(-tokens / perSecond * NANOS_PER_SECOND));
    }
}
