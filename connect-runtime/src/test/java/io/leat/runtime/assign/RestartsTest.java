package io.leat.runtime.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class RestartsTest {

    private static final double NO_JITTER = 0.5;
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final RestartPolicy policy =
            new RestartPolicy(true, Duration.ofSeconds(1), Duration.ofSeconds(8), 4, Duration.ofHours(1));

    private Restarts restarts = Restarts.NONE;
    private Instant now = NOW;

    /** Fails at once after each restart; returns how long the next one waits. */
    private Duration failAgain(Duration ranFor) {
        now = now.plus(ranFor);
        restarts = restarts.next(policy, now, ranFor, NO_JITTER);
        var wait = Duration.between(now, restarts.due());
        now = restarts.due();
        return wait;
    }

    @Test
    void waitsTwiceAsLongWithEachFailureInARow() {
        assertThat(failAgain(AT_ONCE)).hasSeconds(1);
        assertThat(failAgain(AT_ONCE)).hasSeconds(2);
        assertThat(failAgain(AT_ONCE)).hasSeconds(4);
        assertThat(failAgain(AT_ONCE)).hasSeconds(8);
        assertThat(restarts.inARow()).isEqualTo(4);
    }

    @Test
    void beginsAnewAfterALastingSuccess() {
        failAgain(AT_ONCE);
        failAgain(AT_ONCE);

        assertThat(failAgain(Duration.ofSeconds(8))).hasSeconds(1);
        assertThat(restarts.inARow()).isEqualTo(1);
    }

    @Test
    void waitsForRoomInTheBudgetWhenItIsUsedUp() {
        for (var i = 0; i < 4; i++) {
            failAgain(AT_ONCE);
        }

        failAgain(AT_ONCE);

        assertThat(restarts.due()).isEqualTo(NOW.plusSeconds(1).plus(Duration.ofHours(1)));
    }

    @Test
    void spreadsTheDelayByAFifth() {
        assertThat(Restarts.NONE.next(policy, NOW, AT_ONCE, 0).due()).isEqualTo(NOW.plusMillis(800));
        assertThat(Restarts.NONE.next(policy, NOW, AT_ONCE, 1).due()).isEqualTo(NOW.plusMillis(1200));
    }

    @Test
    void remembersNoMoreThanTheWindowHolds() {
        for (var i = 0; i < 10; i++) {
            failAgain(Duration.ofHours(1));
        }

        assertThat(restarts.recent()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void namesTheKeyOfAWrongValue() {
        assertThatThrownBy(() -> RestartPolicy.of(Map.of("errors.restart.budget", "0")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("errors.restart.budget");
    }
}
