package io.leat.rest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.rest.http.HeaderRule.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderRuleTest {

    @Test
    void readsSeveralRules() {
        assertThat(HeaderRule.parseAll("set X-Frame-Options: SAMEORIGIN, add X-Two:2,setDate Expires: 31540000000"))
                .containsExactly(
                        new HeaderRule(Action.SET, "X-Frame-Options", "SAMEORIGIN"),
                        new HeaderRule(Action.ADD, "X-Two", "2"),
                        new HeaderRule(Action.SET_DATE, "Expires", "31540000000"));
    }

    @Test
    void keepsCommasInsideQuotes() {
        assertThat(HeaderRule.parseAll("\"set Cache-Control: no-cache, no-store\", add X-A: b"))
                .containsExactly(
                        new HeaderRule(Action.SET, "Cache-Control", "no-cache, no-store"),
                        new HeaderRule(Action.ADD, "X-A", "b"));
    }

    @Test
    void hasNoRulesWhereNothingIsGiven() {
        assertThat(HeaderRule.parseAll(" ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-A: b", "set X-A b", "put X-A: b", "set X A: b", "setDate Expires: soon", "set X: a\nB: c"})
    void refusesWhatIsNotARule(String rule) {
        assertThatThrownBy(() -> HeaderRule.parseAll(rule)).isInstanceOf(IllegalArgumentException.class);
    }
}
