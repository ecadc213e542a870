package io.leat.connectors.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * The secret itself is sent in a header.
 *
 * @param prefix what precedes the secret in the header, such as {@code "Bearer "}; compared without regard to case
 * @param secrets any of which will do
 */
record TokenVerification(String header, String prefix, List<byte[]> secrets) implements Verification {

    @Override
    public boolean plausible(Headers headers) {
        return headers.first(header)
                .filter(value -> value.regionMatches(true, 0, prefix, 0, prefix.length()))
                .isPresent();
    }

    @Override
    public boolean verify(Headers headers, byte[] body) {
        if (!plausible(headers)) {
            return false;
        }
        var given =
                headers.first(header).orElseThrow().substring(prefix.length()).getBytes(StandardCharsets.UTF_8);
        var found = false;
        for (var secret : secrets) {
            found |= MessageDigest.isEqual(secret, given);
        }
        return found;
    }

    @Override
    public boolean proves() {
        return true;
    }

    @Override
    public String toString() {
        return "TokenVerification[" + header + "]";
    }
}
