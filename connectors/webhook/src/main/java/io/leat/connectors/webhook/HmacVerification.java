package io.leat.connectors.webhook;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks a keyed hash over the raw bytes of the body. Compares in constant time, and with every secret, so that neither
 * the signature nor the secret in use can be told from the time it takes.
 */
final class HmacVerification implements Verification {

    private final SignatureScheme scheme;
    private final List<SecretKeySpec> keys;
    private final InstantSource clock;

    /** @param secrets any of which will do: the new one and the one before it while a sender changes over */
    HmacVerification(SignatureScheme scheme, List<byte[]> secrets, InstantSource clock) {
        this.scheme = scheme;
        this.keys = secrets.stream()
                .map(secret -> new SecretKeySpec(secret, scheme.algorithm()))
                .toList();
        this.clock = clock;
    }

    @Override
    public boolean plausible(Headers headers) {
        return signature(headers).isPresent()
                && timestamp(headers).filter(this::timely).isPresent();
    }

    @Override
    public boolean verify(Headers headers, byte[] body) {
        if (!plausible(headers)) {
            return false;
        }
        var given = signature(headers).orElseThrow();
        var timestamp = timestamp(headers).orElseThrow();
        var found = false;
        for (var key : keys) {
            found |= MessageDigest.isEqual(computed(key, timestamp, body), given);
        }
        return found;
    }

    @Override
    public boolean proves() {
        return true;
    }

    private byte[] computed(SecretKeySpec key, String timestamp, byte[] body) {
        try {
            var mac = Mac.getInstance(scheme.algorithm());
            mac.init(key);
            scheme.signedText().feed(mac, timestamp, body);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot compute " + scheme.algorithm(), e);
        }
    }

    private Optional<byte[]> signature(Headers headers) {
        return headers.first(scheme.header())
                .filter(value -> value.startsWith(scheme.prefix()))
                .map(value -> value.substring(scheme.prefix().length()))
                .flatMap(this::decoded);
    }

    private Optional<byte[]> decoded(String text) {
        try {
            return Optional.of(scheme.encoding().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<String> timestamp(Headers headers) {
        return scheme.timestampHeader().isEmpty() ? Optional.of("") : headers.first(scheme.timestampHeader());
    }

    private boolean timely(String timestamp) {
        if (scheme.timestampHeader().isEmpty()) {
            return true;
        }
        try {
            var sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return Duration.between(sent, clock.instant()).abs().compareTo(scheme.timestampTolerance()) <= 0;
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            return false;
        }
    }
}
