package io.leat.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.runtime.ManualClock;
import org.junit.jupiter.api.Test;

class ThroughputTest {

    private final ManualClock clock = new ManualClock();
    private final Throughput throughput = new Throughput(clock);

    @Test
    void isThatOfTheTimeSinceTheStartAtFirst() {
        throughput.add(100, 5_000);
        clock.pass(10_000);

        assertThat(throughput.rates().recordsPerSecond()).isEqualTo(10);
        assertThat(throughput.rates().bytesPerSecond()).isEqualTo(500);
    }

    @Test
    void forgetsWhatIsOlderThanAMinute() {
        throughput.add(100, 5_000);
        clock.pass(60_000);

        assertThat(throughput.rates().recordsPerSecond()).isZero();
        assertThat(throughput.rates().lastMillis()).hasValue(ManualClock.START);
    }

    @Test
    void isSteadyUnderASteadyFlow() {
        for (var i = 0; i < 300; i++) {
            throughput.add(7, 70);
            clock.pass(1_000);
        }
        assertThat(throughput.rates().recordsPerSecond()).isBetween(6.9, 7.2);
    }

    @Test
    void knowsOfNoRecordBeforeTheFirst() {
        throughput.add(0, 0);
        assertThat(throughput.rates().lastMillis()).isEmpty();
    }
}
