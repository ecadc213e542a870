package io.leat.connect.api.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1048576, 1048576",
        "1 B, 1",
        "5 MiB, 5242880",
        "5MB, 5000000",
        "512kib, 524288",
        "0.5 GiB, 536870912",
        "2 TiB, 2199023255552"
    })
    void readsNumbersWithAndWithoutUnits(String text, long bytes) {
        assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MiB", "-1", "1 lightyear", "0.3 B", "99999999999999999 TiB", "1e3"})
    void refusesWhatIsNoNumberOfBytes(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsTheLargestUnitThatFits() {
        assertThat(new ByteSize(5 << 20)).hasToString("5 MiB");
        assertThat(new ByteSize(1025)).hasToString("1025 B");
        assertThat(new ByteSize(0)).hasToString("0 B");
    }
}
