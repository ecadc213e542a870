package io.leat.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientOverridesTest {

    private static final String RESET = "consumer.override.auto.offset.reset";

    @ParameterizedTest
    @ValueSource(strings = {"earliest", "latest", "none", "by_duration:PT6H", "by_duration:P1DT2H3M4.5S"})
    void takesEveryResetThatKafkasConsumersTake(String reset) {
        assertThat(problems(reset)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "EARLIEST", "by_duration", "by_duration:", "by_duration:6h", "by_duration:-PT6H"})
    void refusesEveryResetThatTheyRefuse(String reset) {
        assertThat(problems(reset)).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo(RESET);
            assertThat(problem.message()).contains(reset);
        });
    }

    private static List<Problem> problems(String reset) {
        return ClientOverrides.problems(Map.of(RESET, reset)).toList();
    }
}
