package io.leat.runtime.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {

    private static final String SECRET = "pa\"ss wö\\rd+/42?";

    private final SecretMask mask = SecretMask.of(List.of(SECRET));

    @Test
    void hidesASecretAsItIs() {
        assertThat(mask.apply("no " + SECRET + "!")).isEqualTo("no [hidden]!");
    }

    @Test
    void hidesASecretWithinJson() {
        assertThat(mask.apply("{\"p\":\"pa\\\"ss wö\\\\rd+/42?\"}")).isEqualTo("{\"p\":\"[hidden]\"}");
    }

    @Test
    void hidesASecretWithinAUrl() {
        var encoded = URLEncoder.encode(SECRET, UTF_8);
        assertThat(mask.apply("db://ann:" + encoded + "@host")).isEqualTo("db://ann:[hidden]@host");
        assertThat(mask.apply("db://ann:" + encoded.replace("+", "%20") + "@host"))
                .isEqualTo("db://ann:[hidden]@host");
    }

    /** One digit at each end may stand for a neighbour of the secret as well. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "ann:", "user:"})
    void hidesASecretWithinBase64WhereverItBegins(String before) {
        for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder().withoutPadding())) {
            for (var after : List.of("", "x", "xy")) {
                var encoded = encoder.encodeToString((before + SECRET + after).getBytes(UTF_8));
                var masked = mask.apply(encoded);
                assertThat(masked).contains("[hidden]");
                assertThat(masked.replace("[hidden]", ""))
                        .hasSizeLessThanOrEqualTo((before.length() + after.length()) * 4 / 3 + 6);
            }
        }
    }

    @Test
    void leavesBase64OfAShortSecretAlone() {
        assertThat(SecretMask.of(List.of("abcd")).apply("YWJjZA==")).isEqualTo("YWJjZA==");
    }
}
