package io.leat.rest.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostRuleTest {

    @ParameterizedTest
    @CsvSource({
        "localhost, true, '', true",
        "LOCALHOST, true, '', true",
        "127.0.0.1, true, '', true",
        "[::1], true, '', true",
        "leat.example.com, true, leat.example.com, true",
        "evil.example.com, true, '', false",
        "evil.example.com, true, leat.example.com, false",
        "localhost.evil.example.com, true, '', false",
        "anything.example.com, false, '', true",
        "evil.example.com, false, leat.example.com, false",
        "localhost, false, leat.example.com, true",
    })
    void allowsNamesOfThisServerAlone(String host, boolean loopback, String allowed, boolean expected) {
        var rule = new HostRule(allowed.isEmpty() ? Set.of() : Set.of(allowed));

        assertThat(rule.allows(host, loopback)).isEqualTo(expected);
    }
}
