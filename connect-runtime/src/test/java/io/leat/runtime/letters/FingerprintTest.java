package io.leat.runtime.letters;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Field 'age' is 17 of 20 | Field 'name' is 4 of 9",
                "cannot parse \"a b\" at line 1 | cannot parse \"c\" at line 99",
                "order 6f1c2a9e-0000-4000-8000-1234567890ab is unknown | order 00000000-aaaa-4bbb-8ccc-0123456789ab is unknown",
                "no such key: [a, b]  in {x=1} | no such key: [c] in {y=2, z=3}",
                "at 2026-01-02T03:04:05Z | at 2020-12-31T23:59:59.123Z",
            })
    void isTheSameForMessagesThatDifferInValuesOnly(String one, String other) {
        assertThat(of(one)).isEqualTo(of(other));
    }

    @Test
    void tellsMessagesClassesStepsAndCausesApart() {
        var base = of("refused");
        assertThat(of("not found")).isNotEqualTo(base);
        assertThat(Fingerprint.of("TRANSFORMATION", "transform b", "c.P", failure("refused", null)))
                .isNotEqualTo(base);
        assertThat(Fingerprint.of(
                        "TRANSFORMATION", "transform a", "c.P", failure("refused", new IllegalStateException())))
                .isNotEqualTo(base);
    }

    @Test
    void isShortAndHoldsNothingOfTheMessage() {
        assertThat(of("card 4111-1111 of Smith")).matches("[0-9a-f]{16}");
    }

    @Test
    void standsACauseThatIsItsOwnCauseInACircle() {
        var first = new IllegalStateException("a");
        var second = new IllegalArgumentException("b", first);
        first.initCause(second);
        assertThat(Fingerprint.of("TASK_PUT", "delivering", "c.P", first)).hasSize(16);
    }

    private static String of(String message) {
        return Fingerprint.of("TRANSFORMATION", "transform a", "c.P", failure(message, null));
    }

    private static DataException failure(String message, Throwable cause) {
        return new DataException(message, cause);
    }
}
