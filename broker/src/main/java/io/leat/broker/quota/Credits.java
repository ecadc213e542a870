package io.leat.broker.quota;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Quota;
import org.apache.kafka.common.metrics.stats.TokenBucket;

/**
 * What one caller may still change: credits that come in at the limit's rate and are saved up to a bound. Whoever has any
 * may take more than there are, and waits until they are back, as with Kafka.
 */
final class Credits {
    private final TokenBucket bucket = new TokenBucket();
    private final long savedMs;
    private double limit = 1;

    /** @param savedMs of so long credits are saved */
    Credits(long savedMs) {
        this.savedMs = savedMs;
    }

    /** Returns how many milliseconds from now the caller owes credits; 0 if it does not. */
    synchronized int owedMs(double limitPerSecond, long now) {
        limit = limitPerSecond;
        var owed = -bucket.measure(config(), now);
        return owed <= 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, Math.max(1, Math.round(owed / limit * 1000)));
    }

    /** Takes credits, also those that are not there; returns how many milliseconds from now they are owed. */
    synchronized int take(double amount, double limitPerSecond, long now) {
        limit = limitPerSecond;
        bucket.record(config(), amount, now);
        return owedMs(limit, now);
    }

    /** Takes credits if none are owed; else returns how many milliseconds from now they are. */
    synchronized int takeUnlessOwed(double amount, double limitPerSecond, long now) {
        var owed = owedMs(limitPerSecond, now);
        if (owed == 0) {
            bucket.record(config(), amount, now);
        }
        return owed;
    }

    /** Whether there are as many as a new caller has. */
    synchronized boolean areFull(long now) {
        return bucket.measure(config(), now) >= limit * savedMs / 1000;
    }

    private MetricConfig config() {
        return new MetricConfig()
                .samples(1)
                .timeWindow(savedMs, TimeUnit.MILLISECONDS)
                .quota(Quota.lowerBound(limit));
    }
}
