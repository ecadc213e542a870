package io.leat.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.runtime.RequestException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.2.3     | 1.2.3    | true
            1.2.3     | 1.2.4    | false
            1.0       | 1        | true
            [1.0,2.0) | 1.9.9    | true
            [1.0,2.0) | 2.0      | false
            (1.0,2.0] | 1.0      | false
            [1.0,)    | 17.1     | true
            (,2.0]    | 2.0      | true
            [2.0,)    | 2.0-rc1  | false
            latest    | 0.0.1    | true
            [9.9.9]   | 9.9.9    | true
            [1.0,2.0),[3.0,) | 1.5 | true
            [1.0,2.0),[3.0,) | 2.5 | false
            [1.0,2.0), [3.0,) | 3.0 | true
            [3.7.0,)  | 3.7.0.Final | true
            3.7.0     | 3.7.0.Final | true
            (3.7.0,)  | 3.7.0.Final | false
            """)
    void saysWhetherAVersionWillDo(String range, String version, boolean contained) {
        assertThat(VersionRange.parse(range).contains(version)).isEqualTo(contained);
    }

    @Test
    void ordersNumbersByValueAndPreReleasesFirst() {
        var versions = Stream.of("1.10", "1.9-sp", "1.9", "1.9-SNAPSHOT", "1.9.0-rc2", "1.9.1", "1.9-Beta1", "2");

        assertThat(versions.sorted(VersionRange.ORDER).toList())
                .containsExactly("1.9-Beta1", "1.9.0-rc2", "1.9-SNAPSHOT", "1.9", "1.9-sp", "1.9.1", "1.10", "2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1.0", "[1.0,2.0", "(1.0)", "[]", "[2.0,1.0]", "[1.0,2.0)3.0", "[1.0,2.0),", "[1,2),3"})
    void refusesBracketsThatMakeNoRange(String text) {
        assertThatThrownBy(() -> VersionRange.parse(text))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining(text)
                .hasMessageContaining("[1.0,2.0)");
    }

    @Test
    void takesWhatIsNoIntervalAsOneExactVersion() {
        assertThat(VersionRange.parse("abc (")).hasToString("[abc (,abc (]");
    }
}
