package io.leat.rest.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private static final String HERE = "10.0.0.1";

    private final LoginThrottle throttle = new LoginThrottle();

    @Test
    void doublesTheDelayWithEachFailureUpToThreeSeconds() {
        assertThat(throttle.failed("guess", HERE, 0)).isEqualTo(Duration.ofMillis(100));
        assertThat(throttle.failed("guess", HERE, 1)).isEqualTo(Duration.ofMillis(200));
        assertThat(throttle.failed("guess", HERE, 2)).isEqualTo(Duration.ofMillis(400));
        for (var i = 0; i < 60; i++) {
            throttle.failed("guess", HERE, 3);
        }
        assertThat(throttle.failed("guess", HERE, 4)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void closesAnAddressAfterTooManyFailuresUntilTheMinuteIsOver() {
        for (var i = 0; i < LoginThrottle.MOST_FAILURES; i++) {
            assertThat(throttle.allows(HERE, i)).isTrue();
            throttle.failed("guess", HERE, i);
        }

        assertThat(throttle.allows(HERE, 59_999)).isFalse();
        assertThat(throttle.allows("10.0.0.2", 59_999)).isTrue();
        assertThat(throttle.allows(HERE, 60_000)).isTrue();
    }

    @Test
    void startsAnewAfterTheMinute() {
        throttle.failed("guess", HERE, 0);
        throttle.failed("guess", HERE, 1);

        assertThat(throttle.failed("guess", HERE, 60_000)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void forgetsTheOldestAddressesFirst() {
        for (var i = 0; i < LoginThrottle.MOST_FAILURES; i++) {
            throttle.failed("guess", HERE, 0);
        }
        for (var i = 0; i < LoginThrottle.ADDRESSES; i++) {
            throttle.failed("guess", "address " + i, 0);
        }

        assertThat(throttle.allows(HERE, 1)).isTrue();
    }
}
