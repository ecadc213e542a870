package io.leat.connectors.datagen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final AtomicLong nanos = new AtomicLong(1_000);

    @Test
    void letsRecordsThroughAsTheyFallDue() {
        var pace = new Pace(10, 0, nanos::get);
        assertThat(pace.due(0, 100)).isEqualTo(1);

        nanos.addAndGet(Duration.ofMillis(350).toNanos());
        assertThat(pace.due(1, 100)).isEqualTo(3);
    }

    @Test
    void catchesUpWithWhatItMissedButNotBeyondABatch() {
        var pace = new Pace(1_000, 0, nanos::get);
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());

        assertThat(pace.due(0, 500)).isEqualTo(500);
        assertThat(pace.due(9_990, 500)).isEqualTo(11);
    }

    @Test
    void tellsHowLongToWait() {
        var pace = new Pace(10, 0, nanos::get);

        assertThat(Duration.ofNanos(pace.nanosUntil(1))).isEqualTo(Duration.ofMillis(100));
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(pace.nanosUntil(1)).isZero();
        assertThat(pace.due(1, 1)).isEqualTo(1);
    }

    @Test
    void beginsAtTheRecordItResumesFrom() {
        var pace = new Pace(10, 1_000_000, nanos::get);

        assertThat(pace.due(1_000_000, 100)).isEqualTo(1);
    }

    @Test
    void knowsNoWaitWithoutALimit() {
        var pace = new Pace(0, 0, nanos::get);

        assertThat(pace.due(0, 500)).isEqualTo(500);
        assertThat(pace.nanosUntil(7)).isZero();
    }
}
