package io.leat.broker.quota;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.stats.Rate;

/** The rate of one caller over the last windows, as Kafka measures it. */
final class Meter {
    private final Rate rate = new Rate();
    private final MetricConfig windows;
    private long lastUsed;

    Meter(QuotaSettings settings) {
        this.windows = new MetricConfig()
                .timeWindow(settings.window().toMillis(), TimeUnit.MILLISECONDS)
                .samples(settings.windows());
    }

    /** Returns how many milliseconds without traffic bring the rate back to the limit; 0 if it is not above. */
    synchronized int record(double amount, double limit, long now) {
        lastUsed = now;
        rate.record(windows, amount, now);
        var above = rate.measure(windows, now) - limit;
        if (above <= 0) {
            return 0;
        }
        var wait = above / limit * rate.windowSize(windows, now);
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, Math.round(wait)));
    }

    synchronized void takeBack(double amount, long now) {
        rate.record(windows, -amount, now);
    }

    synchronized long lastUsed() {
        return lastUsed;
    }
}
