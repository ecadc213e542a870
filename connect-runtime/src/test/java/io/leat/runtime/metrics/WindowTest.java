package io.leat.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.runtime.ManualClock;
import org.junit.jupiter.api.Test;

class WindowTest {

    private final ManualClock clock = new ManualClock();
    private final Window window = new Window(clock);

    @Test
    void isZeroBeforeAnythingWasMeasured() {
        assertThat(window.average()).isZero();
        assertThat(window.max()).isZero();
    }

    @Test
    void averagesWhatWasMeasuredLately() {
        window.add(1);
        pass(20);
        window.add(5);
        pass(20);
        window.add(9);
        assertThat(window.average()).isEqualTo(5);
        assertThat(window.max()).isEqualTo(9);
    }

    @Test
    void forgetsWhatIsMoreThanAMinuteAgo() {
        window.add(100);
        pass(31);
        window.add(2);
        pass(31);
        assertThat(window.max()).isEqualTo(2);
        pass(61);
        assertThat(window.max()).isZero();
        assertThat(window.average()).isZero();
    }

    private void pass(int seconds) {
        clock.pass(seconds * 1_000L);
    }
}
