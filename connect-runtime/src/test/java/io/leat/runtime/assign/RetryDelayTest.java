package io.leat.runtime.assign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryDelayTest {

    @ParameterizedTest
    @CsvSource({"1,250", "2,500", "8,32000", "9,60000", "1000,60000"})
    void doublesUpToAMinute(int failures, long millis) {
        assertThat(RetryDelay.after(failures)).hasMillis(millis);
    }
}
