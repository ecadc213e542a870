package io.leat.broker.security;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;

/** Makes what SCRAM logins are checked against (RFC 5802): keys from which the password cannot be had again. */
public final class ScramCredentials {
    /** The longest name of a user, in characters. */
    public static final int MAX_USER = 1024;

    private static final int ITERATIONS = 8192;
    /** Kafka's limit: checking a login takes time in proportion. */
    private static final int MAX_ITERATIONS = 16_384;

    private static final int MAX_BYTES = 1024;

    private ScramCredentials() {}

    public static boolean isUser(String name) {
        return !name.isEmpty() && name.length() <= MAX_USER;
    }

    /**
     * From what clients send instead of a password.
     *
     * @throws IllegalArgumentException saying why it cannot be accepted
     */
    public static ScramCredential of(ScramMechanism mechanism, byte[] salt, byte[] saltedPassword, int iterations) {
        if (iterations < kafkas(mechanism).minIterations()) {
            throw new IllegalArgumentException("Too few iterations");
        }
        if (iterations > MAX_ITERATIONS) {
            throw new IllegalArgumentException("Too many iterations");
        }
        if (salt.length == 0
                || salt.length > MAX_BYTES
                || saltedPassword.length == 0
                || saltedPassword.length > MAX_BYTES) {
            throw new IllegalArgumentException("The salt or the salted password is empty or too long");
        }
        try {
            var formatter = formatter(mechanism);
            return new ScramCredential(
                    salt,
                    formatter.storedKey(formatter.clientKey(saltedPassword)),
                    formatter.serverKey(saltedPassword),
                    iterations);
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("The salted password cannot be used", e);
        }
    }

    static ScramCredential of(ScramMechanism mechanism, char[] password) {
        return formatter(mechanism).generateCredential(new String(password), ITERATIONS);
    }

    private static ScramFormatter formatter(ScramMechanism mechanism) {
        try {
            return new ScramFormatter(kafkas(mechanism));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JVM lacks an algorithm of " + mechanism.mechanismName(), e);
        }
    }

    private static org.apache.kafka.common.security.scram.internals.ScramMechanism kafkas(ScramMechanism mechanism) {
        return org.apache.kafka.common.security.scram.internals.ScramMechanism.forMechanismName(
                mechanism.mechanismName());
    }
}
