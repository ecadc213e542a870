package io.leat.rest.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords found right in the last five minutes, so that a client which sends its password with each request pays for
 * the slow hash once. Kept as a keyed digest whose key lives as long as the process, and only for as long as the hash it
 * was checked against stands in the users file. Times in ms.
 */
final class VerifiedPasswords {

    private static final String ALGORITHM = "HmacSHA256";
    private static final long KEPT = 300_000;
    private static final int MOST = 256;

    private final SecretKeySpec key;
    private final Map<String, Verified> byDigest = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Verified> eldest) {
            return size() > MOST;
        }
    };

    VerifiedPasswords(RandomGenerator random) {
        var secret = new byte[32];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    synchronized boolean contains(String user, String password, PasswordHash hash, long now) {
        var verified = byDigest.get(digest(user, password));
        return verified != null
                && now - verified.at() < KEPT
                && verified.against().equals(hash);
    }

    synchronized void add(String user, String password, PasswordHash hash, long now) {
        byDigest.put(digest(user, password), new Verified(hash, now));
    }

    private String digest(String user, String password) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(user.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java runtime has HMAC-SHA256", impossible);
        }
    }

    private record Verified(PasswordHash against, long at) {}
}
