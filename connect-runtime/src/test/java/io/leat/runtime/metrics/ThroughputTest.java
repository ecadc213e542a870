package io.leat.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ThroughputTest {

    private long millis = 1_000_000;

    private final Throughput throughput = new Throughput(new Clock() {
        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void isThatOfTheTimeSinceTheStartAtFirst() {
        throughput.add(100, 5_000);
        millis += 10_000;

        assertThat(throughput.rates().recordsPerSecond()).isEqualTo(10);
        assertThat(throughput.rates().bytesPerSecond()).isEqualTo(500);
    }

    @Test
    void forgetsWhatIsOlderThanAMinute() {
        throughput.add(100, 5_000);
        millis += 60_000;

        assertThat(throughput.rates().recordsPerSecond()).isZero();
        assertThat(throughput.rates().lastMillis()).hasValue(1_000_000);
    }

    @Test
    void isSteadyUnderASteadyFlow() {
        for (var i = 0; i < 300; i++) {
            throughput.add(7, 70);
            millis += 1_000;
        }
        assertThat(throughput.rates().recordsPerSecond()).isBetween(6.9, 7.2);
    }

    @Test
    void knowsOfNoRecordBeforeTheFirst() {
        throughput.add(0, 0);
        assertThat(throughput.rates().lastMillis()).isEmpty();
    }
}
