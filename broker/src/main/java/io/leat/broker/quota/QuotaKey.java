package io.leat.broker.quota;

import java.util.Arrays;
import java.util.Optional;

/** What can be limited. */
public enum QuotaKey {
    /** Bytes a second that a client appends. */
    PRODUCER_BYTE_RATE("producer_byte_rate"),
    /** Bytes a second that a client reads. */
    CONSUMER_BYTE_RATE("consumer_byte_rate");

    private final String text;

    QuotaKey(String text) {
        this.text = text;
    }

    /** The protocol's name. */
    public String text() {
        return text;
    }

    static Optional<QuotaKey> of(String text) {
        return Arrays.stream(values()).filter(key -> key.text.equals(text)).findFirst();
    }
}
