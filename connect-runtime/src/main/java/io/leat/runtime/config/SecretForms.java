package io.leat.runtime.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The forms in which texts quote a secret: as it is, as in JSON, as in a URL, and within base64. The bytes of a secret
 * come out of base64 in one of three ways, by where they stand in a longer text such as {@code user:password}; of each
 * way the digits that depend on nothing but the secret are looked for.
 */
final class SecretForms {

    /** Base64 of shorter ones is found in any base64. */
    private static final int LONG_ENOUGH = 6;

    private SecretForms() {}

    static Stream<String> of(String secret) {
        var plain = URLEncoder.encode(secret, UTF_8);
        var quoted = Stream.of(secret, inJson(secret), plain, plain.replace("+", "%20"));
        var bytes = secret.getBytes(UTF_8);
        return bytes.length < LONG_ENOUGH
                ? quoted
                : Stream.concat(quoted, IntStream.range(0, 3).boxed().flatMap(shift -> inBase64(bytes, shift)));
    }

    private static String inJson(String secret) {
        return secret.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }

    /** @param shift how many bytes of a group of three come before the secret */
    private static Stream<String> inBase64(byte[] secret, int shift) {
        var shifted = new byte[shift + secret.length];
        System.arraycopy(secret, 0, shifted, shift, secret.length);
        var text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        var first = (shift * 8 + 5) / 6;
        var last = shifted.length * 8 / 6;
        var own = text.substring(first, last);
        return Stream.of(own, own.replace('+', '-').replace('/', '_'));
    }
}
