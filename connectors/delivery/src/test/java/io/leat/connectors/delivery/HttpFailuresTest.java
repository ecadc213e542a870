package io.leat.connectors.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpFailuresTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "429, TRANSIENT",
        "503, TRANSIENT",
        "500, TRANSIENT",
        "408, TRANSIENT",
        "599, TRANSIENT",
        "401, CONFIGURATION",
        "403, CONFIGURATION",
        "404, CONFIGURATION",
        "501, CONFIGURATION",
        "400, BATCH",
        "413, BATCH",
        "422, BATCH",
        "409, RECORD"
    })
    void tellsWhomAStatusBlames(int status, FailureClass expected) {
        assertThat(FailureClass.ofHttpStatus(status)).isEqualTo(expected);
    }

    @Test
    void readsBothFormsOfRetryAfter() {
        assertThat(RetryAfter.parse(" 120 ", NOW)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse("Thu, 01 Jan 2026 00:00:30 GMT", NOW)).contains(Duration.ofSeconds(30));
        assertThat(RetryAfter.parse("Wed, 31 Dec 2025 00:00:30 GMT", NOW)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999999999999", "２"})
    void ignoresARetryAfterThatIsNeither(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }
}
