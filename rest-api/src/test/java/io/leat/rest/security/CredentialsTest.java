package io.leat.rest.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    private final SecureRandom random = new SecureRandom();

    @Test
    void makesAUserLineThatTheFileParserAccepts() {
        var line = Credentials.userLine("ann", "pass:word".toCharArray(), random);

        var hash = CredentialLines.parse(List.of(line), PasswordHash::parse).get("ann");
        assertThat(hash.matches("pass:word".toCharArray())).isTrue();
        assertThat(hash.matches("pass:wore".toCharArray())).isFalse();
        assertThat(line).startsWith("ann:pbkdf2-sha256$600000$").doesNotContain("pass");
    }

    @Test
    void saltsEachPassword() {
        var one = PasswordHash.of("same".toCharArray(), 1000, random);
        var other = PasswordHash.of("same".toCharArray(), 1000, random);

        assertThat(one.line()).isNotEqualTo(other.line());
    }

    @Test
    void makesATokenWhoseLineHoldsItsHashAlone() {
        var made = Credentials.newToken("ci", random);

        var hash = CredentialLines.parse(List.of(made.line()), TokenHash::parse).get("ci");
        assertThat(hash.matches(TokenHash.of(made.token()))).isTrue();
        assertThat(hash.matches(TokenHash.of(made.token() + "x"))).isFalse();
        assertThat(made.line()).doesNotContain(made.token());
        assertThat(made.toString()).doesNotContain(made.token());
    }

    @Test
    void skipsCommentsAndEmptyLines() {
        var line = Credentials.newToken("ci", random).line();

        assertThat(CredentialLines.parse(List.of("# tokens", "", "  " + line + "  "), TokenHash::parse))
                .containsOnlyKeys("ci");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann",
                ":x",
                "ann:secret",
                "ann:pbkdf2-sha256$x$AAAA$AAAA",
                "ann:pbkdf2-sha256$99999999999$AAAA$AAAA",
                "ann:pbkdf2-sha256$1$secret!$AAAA"
            })
    void namesTheWrongLineAndRepeatsNothingOfIt(String line) {
        assertThatThrownBy(() -> CredentialLines.parse(List.of("# users", line), PasswordHash::parse))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 2: ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesTheSameNameTwice() {
        var line = Credentials.newToken("ci", random).line();

        assertThatThrownBy(() -> CredentialLines.parse(List.of(line, line), TokenHash::parse))
                .hasMessage("line 2: the name stands there twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "a b", "#x", "ü"})
    void refusesNamesThatTheFileCannotHold(String name) {
        assertThatThrownBy(() -> Credentials.userLine(name, "x".toCharArray(), random))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
