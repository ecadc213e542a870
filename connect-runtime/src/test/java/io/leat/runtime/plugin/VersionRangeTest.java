package io.leat.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            """)
    void saysWhetherAVersionWillDo(String range, String version, boolean contained) {
        assertThat(VersionRange.parse(range).contains(version)).isEqualTo(contained);
    }

    @Test
    void ordersNumbersByValueAndPreReleasesFirst() {
        var versions = Stream.of("1.10", "1.9", "1.9-SNAPSHOT", "1.9.1", "2");

        assertThat(versions.sorted(VersionRange.ORDER).toList())
                .containsExactly("1.9-SNAPSHOT", "1.9", "1.9.1", "1.10", "2");
    }

    @Test
    void takesWhatIsNoIntervalAsOneExactVersion() {
        assertThat(VersionRange.parse("abc (")).hasToString("[abc (,abc (]");
    }
}
