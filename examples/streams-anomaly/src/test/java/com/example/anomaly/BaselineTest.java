package com.example.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BaselineTest {
    private static final long WINDOW = Baseline.WINDOW.toMillis();

    @Test
    void takesFewEventsOfAStrangerForNothingUnusual() {
        assertThat(Baseline.before(0).isExceededBy(Baseline.LEAST - 1)).isFalse();
    }

    @Test
    void takesManyEventsOfAStrangerForUnusual() {
        assertThat(Baseline.before(0).isExceededBy(Baseline.LEAST)).isTrue();
    }

    @Test
    void getsUsedToAnActorThatIsAlwaysBusy() {
        var baseline = Baseline.before(0);
        for (var window = 0; window < 20; window++) {
            baseline = baseline.with(20);
        }

        assertThat(baseline.isExceededBy(25)).isFalse();
        assertThat(baseline.isExceededBy(80)).isTrue();
    }

    @Test
    void forgetsInWindowsWithoutEvents() {
        var busy = new Baseline(20, 0);

        assertThat(busy.at(WINDOW).average()).isEqualTo(20);
        assertThat(busy.at(21 * WINDOW).average()).isLessThan(1);
    }
}
