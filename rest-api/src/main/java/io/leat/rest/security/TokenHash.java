package io.leat.rest.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A token as it stands in the tokens file: {@code sha256$<hex>}. Tokens are random and long, so that one round of a
 * fast hash is enough: nobody can try them out.
 */
record TokenHash(byte[] digest) {

    private static final String PREFIX = "sha256$";
    private static final int BYTES = 32;

    static TokenHash of(String token) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return new TokenHash(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
        }
    }

    /** @throws IllegalArgumentException if it is not in the form above; the message does not repeat it */
    static TokenHash parse(String text) {
        if (!text.startsWith(PREFIX) || text.length() != PREFIX.length() + 2 * BYTES) {
            throw new IllegalArgumentException("expected " + PREFIX + "<" + 2 * BYTES + " hexadecimal digits>");
        }
        return new TokenHash(HexFormat.of().parseHex(text.substring(PREFIX.length())));
    }

    boolean matches(TokenHash other) {
        return MessageDigest.isEqual(digest, other.digest);
    }

    String line() {
        return PREFIX + HexFormat.of().formatHex(digest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenHash that && matches(that);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }

    @Override
    public String toString() {
        return "TokenHash[hidden]";
    }
}
