package io.leat.runtime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leat.runtime.pipeline.ErrorPolicy.DeadLetterTopic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorPolicyTest {

    /** Pauses start at 300 ms, double, are capped by the longest, and never go beyond the timeout. */
    @ParameterizedTest(name = "timeout {0}, longest {1}, try {2} after {3} ms: {4}")
    @CsvSource({
        "0,     60000, 1, 0,     none",
        "1000,  60000, 1, 0,     300",
        "1000,  60000, 2, 300,   600",
        "1000,  60000, 3, 900,   100",
        "1000,  60000, 4, 1000,  none",
        "1000,  60000, 1, 999,   1",
        "-1,    60000, 1, 0,     300",
        "-1,    60000, 5, 0,     4800",
        "-1,    60000, 9, 0,     60000",
        "-1,    60000, 2000, 99999999, 60000",
        "-1,    50,    1, 0,     50",
        "5000,  1000,  3, 2000,  1000",
    })
    void pausesBetweenTries(long timeout, long longest, int tries, long spent, String expected) {
        var policy = ErrorPolicy.ofSource(
                Map.of("errors.retry.timeout", "" + timeout, "errors.retry.delay.max.ms", "" + longest));
        var delay = policy.delay(tries, spent).map(Duration::toMillis).map(String::valueOf);
        assertThat(delay.orElse("none")).isEqualTo(expected);
    }

    @ParameterizedTest(name = "tolerance {0}, dead letters {1}: {2}")
    @CsvSource({"none, '', Failed", "none, dlq, Failed", "all, '', Skipped", "all, dlq, DeadLettered"})
    void judgesAFailure(String tolerance, String topic, String expected) {
        var policy =
                ErrorPolicy.ofSink(Map.of("errors.tolerance", tolerance, "errors.deadletterqueue.topic.name", topic));
        var failure = Failure.at(Stage.TRANSFORMATION, "x", new IllegalStateException());
        assertThat(policy.judge(failure).getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void failsAtOnceByDefault() {
        var policy = ErrorPolicy.ofSink(Map.of());
        assertThat(policy.tolerant()).isFalse();
        assertThat(policy.delay(1, 0)).isEmpty();
        assertThat(policy.deadLetters()).isEmpty();
        assertThat(policy.logged()).isFalse();
        assertThat(policy.logsMessages()).isFalse();
    }

    @Test
    void aSourcesDeadLettersCanAlwaysBeReplayedAndASinksUnlessHeadersAreUnwanted() {
        var config = new HashMap<>(Map.of("errors.tolerance", "all", "errors.deadletterqueue.topic.name", "dlq"));
        assertThat(ErrorPolicy.ofSource(config).deadLetters()).contains(new DeadLetterTopic("dlq", false, true));
        assertThat(ErrorPolicy.ofSink(config).deadLetters()).contains(new DeadLetterTopic("dlq", false, true));
        config.put("errors.deadletterqueue.replay.enable", "false");
        assertThat(ErrorPolicy.ofSink(config).deadLetters()).contains(new DeadLetterTopic("dlq", false, false));
        config.put("errors.deadletterqueue.context.headers.enable", "true");
        assertThat(ErrorPolicy.ofSink(config).deadLetters()).contains(new DeadLetterTopic("dlq", true, true));
    }

    @Test
    void refusesAnUnknownTolerance() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ErrorPolicy.ofSource(Map.of("errors.tolerance", "some")))
                .withMessageContaining("errors.tolerance");
    }
}
