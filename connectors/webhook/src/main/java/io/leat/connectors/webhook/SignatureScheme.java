package io.leat.connectors.webhook;

import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;

/**
 * How a sender signs.
 *
 * @param header that holds the signature
 * @param prefix before the signature in the header, such as {@code sha256=}
 * @param algorithm of the JDK, such as {@code HmacSHA256}
 * @param timestampHeader that holds the seconds since 1970 which are signed with the body; empty if none are
 * @param timestampTolerance how far these may be from now
 */
record SignatureScheme(
        String header,
        String prefix,
        String algorithm,
        Encoding encoding,
        SignedText signedText,
        String timestampHeader,
        Duration timestampTolerance) {

    /**
     * GitHub's: <a href="https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries">validating
     * webhook deliveries</a>.
     */
    static final SignatureScheme GITHUB = new SignatureScheme(
            "X-Hub-Signature-256", "sha256=", "HmacSHA256", Encoding.HEX, SignedText.BODY, "", Duration.ZERO);

    /** How the bytes of a signature are written. */
    enum Encoding {
        HEX,
        BASE64;

        /** @throws IllegalArgumentException if the text is not in this encoding */
        byte[] decode(String text) {
            return switch (this) {
                case HEX -> HexFormat.of().parseHex(text);
                case BASE64 -> Base64.getDecoder().decode(text);
            };
        }
    }
}
