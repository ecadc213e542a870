package io.leat.connectors.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private final AtomicLong nanos = new AtomicLong();
    private final TokenBucket bucket = new TokenBucket(10, nanos::get);

    @Test
    void letsASecondsWorthThroughAtOnce() {
        assertThat(bucket.take(10)).isZero();
        assertThat(bucket.take(1)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void keepsTheRateOverTime() {
        var waited = 0L;
        for (var i = 0; i < 1_000; i++) {
            var wait = bucket.take(1);
            waited += wait.toNanos();
            nanos.addAndGet(wait.toNanos());
        }

        assertThat(Duration.ofNanos(waited)).isBetween(Duration.ofMillis(98_900), Duration.ofMillis(99_100));
    }

    @Test
    void gathersNoMoreThanASecondsWorth() {
        nanos.addAndGet(Duration.ofHours(1).toNanos());

        assertThat(bucket.take(11)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void refusesARateOfNothing() {
        assertThatThrownBy(() -> new TokenBucket(0, nanos::get)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenBucket(Double.NaN, nanos::get)).isInstanceOf(IllegalArgumentException.class);
    }
}
