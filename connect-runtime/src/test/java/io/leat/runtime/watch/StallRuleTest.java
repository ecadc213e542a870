package io.leat.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StallRuleTest {

    private static final long NOW = 1_000_000;

    @ParameterizedTest(name = "{1} ms inside {0} with a timeout of {2} ms: {3}")
    @CsvSource({
        "PUT,         1000, 1000, true",
        "PUT,          999, 1000, false",
        "PUT,       999999,    0, false",
        "START,       1000, 1000, true",
        "OPEN,        1000, 1000, true",
        "PRE_COMMIT,  1000, 1000, true",
        "CLOSE,       1000, 1000, true",
        "COMMIT,      1000, 1000, true",
        "STOP,        1000, 1000, true",
        "POLL,      999999, 1000, false",
        "PROCESS,   999999, 1000, false",
        "ACKNOWLEDGE,999999,1000, false",
        "READ,      999999, 1000, false",
        "LOG,       999999, 1000, false",
        "RETRY,     999999, 1000, false",
    })
    void endsCallsThatShouldReturnSoonAndNothingElse(Place place, long inside, long timeout, boolean ends) {
        var visit = new Visit(Thread.currentThread(), place, NOW - inside);

        assertThat(StallRule.overdue(List.of(visit), Duration.ofMillis(timeout), NOW)
                        .isPresent())
                .isEqualTo(ends);
    }

    @Test
    void takesTheConnectorsTimeoutBeforeTheWorkers() {
        var worker = Duration.ofMinutes(5);
        assertThat(StallTimeout.of(Map.of(), worker)).isEqualTo(worker);
        assertThat(StallTimeout.of(Map.of("task.stall.timeout.ms", "0"), worker))
                .isZero();
        assertThatThrownBy(() -> StallTimeout.of(Map.of("task.stall.timeout.ms", "soon"), worker))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("task.stall.timeout.ms");
    }
}
