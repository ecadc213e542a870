package io.leat.connectors.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.connect.api.settings.Settings;
import io.leat.connectors.delivery.RetryPolicy.Decision.Again;
import io.leat.connectors.delivery.RetryPolicy.Decision.GiveUp;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    private static RetryPolicy policy(Map<String, String> config) {
        return new RetryPolicy(Settings.of(RetrySettings.class).parse(config), new Random(1));
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "2, 200", "3, 400", "10, 51200", "11, 60000", "70, 60000", "2000000000, 60000"})
    void doublesTheBackoffUpToItsBound(int failures, long millis) {
        var policy = policy(Map.of("retry.jitter", "none"));

        assertThat(policy.decide(failures, Duration.ZERO)).isEqualTo(new Again(Duration.ofMillis(millis)));
    }

    @Test
    void spreadsTheWaitOverTheWholeBackoff() {
        var policy = policy(Map.of("retry.backoff.ms", "10"));
        var waits = new HashSet<Duration>();
        for (var i = 0; i < 1_000; i++) {
            waits.add(((Again) policy.decide(1, Duration.ZERO)).after());
        }

        assertThat(waits).hasSize(11).allMatch(wait -> wait.toMillis() <= 10);
    }

    @Test
    void waitsAtLeastAsLongAsItIsAskedTo() {
        var policy = policy(Map.of("retry.backoff.max.ms", "1000"));

        assertThat(policy.decide(1, Duration.ZERO, Duration.ofSeconds(30)))
                .isEqualTo(new Again(Duration.ofSeconds(30)));
    }

    @Test
    void givesUpWhenTheRetriesAreUsedUp() {
        var policy = policy(Map.of("max.retries", "3"));

        assertThat(policy.decide(3, Duration.ofHours(1))).isInstanceOf(Again.class);
        assertThat(policy.decide(4, Duration.ofHours(1))).isEqualTo(new GiveUp("max.retries=3 are used up"));
    }

    @Test
    void givesUpWhenTheNextTryWouldBeTooLate() {
        var policy = policy(Map.of("retry.timeout.ms", "1000", "retry.jitter", "none"));

        assertThat(policy.decide(1, Duration.ofMillis(900))).isInstanceOf(Again.class);
        assertThat(policy.decide(1, Duration.ofMillis(901))).isInstanceOf(GiveUp.class);
    }

    @Test
    void neverGivesUpByDefault() {
        assertThat(policy(Map.of()).decide(Integer.MAX_VALUE, Duration.ofDays(365)))
                .isInstanceOf(Again.class);
    }

    @Test
    void refusesABackoffAboveItsBound() {
        var problems = Settings.of(RetrySettings.class)
                .read(Map.of("retry.backoff.ms", "10 s", "retry.backoff.max.ms", "5 s"))
                .problems();

        assertThat(problems).singleElement().hasToString("retry.backoff.ms: must not exceed retry.backoff.max.ms");
    }
}
