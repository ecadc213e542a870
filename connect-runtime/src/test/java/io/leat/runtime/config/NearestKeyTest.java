package io.leat.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestKeyTest {

    @ParameterizedTest
    @CsvSource({"kitten,sitting,3", "a,a,0", "'',abc,3", "abc,'',3", "plugin.path,plugn.path,1", "ab,ba,2"})
    void countsEdits(String a, String b, int edits) {
        assertThat(NearestKey.distance(a, b)).isEqualTo(edits);
    }
}
