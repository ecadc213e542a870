package io.leat.rest.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it stands in the users file: {@code pbkdf2-sha256$<iterations>$<salt>$<hash>}, both in base64. The
 * number of iterations is what OWASP's password storage cheat sheet names for PBKDF2 with HMAC-SHA256.
 */
record PasswordHash(int iterations, byte[] salt, byte[] hash) {

    private static final String SCHEME = "pbkdf2-sha256";
    private static final int ITERATIONS = 600_000;
    private static final int MAX_ITERATIONS = 10_000_000;
    private static final int BYTES = 32;

    static PasswordHash of(char[] password, RandomGenerator random) {
        return of(password, ITERATIONS, random);
    }

    static PasswordHash of(char[] password, int iterations, RandomGenerator random) {
        var salt = new byte[16];
        random.nextBytes(salt);
        return new PasswordHash(iterations, salt, derive(password, salt, iterations));
    }

    /** As slow to compare with as any other, and never equal. */
    static PasswordHash ofNobody(RandomGenerator random) {
        var salt = new byte[16];
        random.nextBytes(salt);
        return new PasswordHash(ITERATIONS, salt, new byte[0]);
    }

    /** @throws IllegalArgumentException if it is not in the form above; the message does not repeat it */
    static PasswordHash parse(String text) {
        var parts = text.split("\\$", -1);
        if (parts.length != 4 || !parts[0].equals(SCHEME)) {
            throw new IllegalArgumentException("expected " + SCHEME + "$<iterations>$<salt>$<hash>");
        }
        var iterations = Integer.parseInt(parts[1]);
        if (iterations < 1 || iterations > MAX_ITERATIONS) {
            throw new IllegalArgumentException("the iterations must be between 1 and " + MAX_ITERATIONS);
        }
        var decoder = Base64.getDecoder();
        return new PasswordHash(iterations, decoder.decode(parts[2]), decoder.decode(parts[3]));
    }

    /** Takes about a third of a second of processor time, on purpose. */
    boolean matches(char[] password) {
        return MessageDigest.isEqual(hash, derive(password, salt, iterations));
    }

    private static byte[] derive(char[] password, byte[] salt, int iterations) {
        var key = new PBEKeySpec(password, salt, iterations, BYTES * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java runtime has PBKDF2 with HMAC-SHA256", impossible);
        } finally {
            key.clearPassword();
        }
    }

    String line() {
        var encoder = Base64.getEncoder();
        return String.join(
                "$", SCHEME, Integer.toString(iterations), encoder.encodeToString(salt), encoder.encodeToString(hash));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PasswordHash that
                && iterations == that.iterations
                && Arrays.equals(salt, that.salt)
                && Arrays.equals(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(salt);
    }

    @Override
    public String toString() {
        return "PasswordHash[hidden]";
    }
}
