package io.leat.rest.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.rest.security.OriginRule.Verdict;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginRuleTest {

    private static final String OWN = "http://localhost:8083";

    @ParameterizedTest
    @CsvSource({
        "POST,, , OWN",
        "POST, http://localhost:8083, , OWN",
        "POST, http://localhost:9999, , REFUSED",
        "DELETE, http://evil.example.com, , REFUSED",
        "PUT, null, , REFUSED",
        "PATCH, https://localhost:8083, , REFUSED",
        "POST,, cross-site, REFUSED",
        "POST,, same-origin, OWN",
        "GET, http://evil.example.com, , READ_ONLY",
        "OPTIONS, http://evil.example.com, , READ_ONLY",
        "POST, https://console.example.com, cross-site, PERMITTED",
        "GET, https://console.example.com, , PERMITTED",
    })
    void letsForeignPagesChangeNothing(String method, String origin, String site, Verdict expected) {
        var rule = new OriginRule(Set.of("https://console.example.com"), Set.of());

        assertThat(rule.decide(method, origin, OWN, site)).isEqualTo(expected);
    }

    @Test
    void permitsEveryOriginWithAStar() {
        var rule = new OriginRule(Set.of("*"), Set.of());

        assertThat(rule.decide("POST", "http://any.example.com", OWN, "cross-site"))
                .isEqualTo(Verdict.PERMITTED);
    }
}
