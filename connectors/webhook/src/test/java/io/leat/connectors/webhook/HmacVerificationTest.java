package io.leat.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HmacVerificationTest {

    /** The example of GitHub's documentation. */
    private static final String SECRET = "It's a Secret to Everybody";

    private static final byte[] BODY = bytes("Hello, World!");
    private static final String SIGNATURE = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    @Test
    void acceptsTheExampleOfGitHubsDocumentation() {
        assertThat(github(SECRET).verify(headers("X-Hub-Signature-256", SIGNATURE), BODY))
                .isTrue();
    }

    @Test
    void refusesABodyThatWasChangedByOneBit() {
        assertThat(github(SECRET).verify(headers("X-Hub-Signature-256", SIGNATURE), bytes("Hello, World ")))
                .isFalse();
    }

    @Test
    void refusesASignatureBySomebodyElse() {
        assertThat(github("another secret").verify(headers("X-Hub-Signature-256", SIGNATURE), BODY))
                .isFalse();
    }

    @Test
    void acceptsTheOldAndTheNewSecretDuringAChange() {
        var both = new HmacVerification(
                SignatureScheme.GITHUB, List.of(bytes("the new secret"), bytes(SECRET)), InstantSource.fixed(NOW));

        assertThat(both.verify(headers("X-Hub-Signature-256", SIGNATURE), BODY)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256=",
                "sha256=75",
                "sha256=zz",
                "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
            })
    void refusesWhatIsNoSuchSignature(String signature) {
        assertThat(github(SECRET).verify(headers("X-Hub-Signature-256", signature), BODY))
                .isFalse();
    }

    @Test
    void tellsWithoutTheBodyThatTheSignatureIsMissing() {
        assertThat(github(SECRET).plausible(name -> Optional.empty())).isFalse();
        assertThat(github(SECRET).plausible(headers("X-Hub-Signature-256", SIGNATURE)))
                .isTrue();
    }

    @Test
    void verifiesASignatureOverTimeAndBody() {
        // echo -n 'v0:1700000000:{"a":1}' | openssl dgst -sha256 -hmac 0123456789abcdef
        var signature = "v0=" + hmacHex("0123456789abcdef", "v0:1700000000:{\"a\":1}");
        var headers = Map.of("X-Slack-Signature", signature, "X-Slack-Request-Timestamp", "1700000000");

        assertThat(slack(NOW).verify(name -> Optional.ofNullable(headers.get(name)), bytes("{\"a\":1}")))
                .isTrue();
    }

    @Test
    void refusesARightSignatureThatIsTooOld() {
        var signature = "v0=" + hmacHex("0123456789abcdef", "v0:1700000000:{\"a\":1}");
        var headers = Map.of("X-Slack-Signature", signature, "X-Slack-Request-Timestamp", "1700000000");
        var later = NOW.plus(Duration.ofMinutes(5)).plusMillis(1);

        assertThat(slack(later).verify(name -> Optional.ofNullable(headers.get(name)), bytes("{\"a\":1}")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "99999999999999999999", "-9223372036854775808"})
    void refusesATimeThatIsNone(String time) {
        var headers = Map.of("X-Slack-Signature", "v0=" + "00".repeat(32), "X-Slack-Request-Timestamp", time);

        assertThat(slack(NOW).verify(name -> Optional.ofNullable(headers.get(name)), BODY))
                .isFalse();
    }

    @Test
    void refusesATemplateWithoutTheBody() {
        assertThatThrownBy(() -> SignedText.parse("${timestamp}.")).hasMessageContaining("${body}");
        assertThatThrownBy(() -> SignedText.parse("${body}${id}")).hasMessageContaining("${id}");
    }

    private static HmacVerification github(String secret) {
        return new HmacVerification(SignatureScheme.GITHUB, List.of(bytes(secret)), InstantSource.fixed(NOW));
    }

    private static HmacVerification slack(Instant now) {
        var scheme = new SignatureScheme(
                "X-Slack-Signature",
                "v0=",
                "HmacSHA256",
                SignatureScheme.Encoding.HEX,
                SignedText.parse("v0:${timestamp}:${body}"),
                "X-Slack-Request-Timestamp",
                Duration.ofMinutes(5));
        return new HmacVerification(scheme, List.of(bytes("0123456789abcdef")), InstantSource.fixed(now));
    }

    private static String hmacHex(String secret, String text) {
        return Sender.signature(secret, bytes(text)).substring("sha256=".length());
    }

    private static Headers headers(String name, String value) {
        return asked -> asked.equals(name) ? Optional.of(value) : Optional.empty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
