package io.leat.connect.api.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A value that must not be seen: no method but {@link #value} gives it away. */
public final class Secret {

    /** What is shown in place of a secret, the same text that Kafka shows. */
    public static final String HIDDEN = "[hidden]";

    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    public String value() {
        return value;
    }

    /** Takes equally long for every text of the same length. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return HIDDEN;
    }

    private byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
