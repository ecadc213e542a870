package io.leat.broker.quota;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be limited. */
public enum QuotaKey {
    /** Bytes a second that a client appends. */
    PRODUCER_BYTE_RATE("producer_byte_rate", true, false),
    /** Bytes a second that a client reads. */
    CONSUMER_BYTE_RATE("consumer_byte_rate", true, false),
    /** Time that the server's threads spend for a client, in percent of one thread; more than 100 are several threads. */
    REQUEST_PERCENTAGE("request_percentage", false, false),
    /** Partitions a second that a client makes and deletes. */
    CONTROLLER_MUTATION_RATE("controller_mutation_rate", false, false),
    /** Connections a second that an address opens. */
    CONNECTION_CREATION_RATE("connection_creation_rate", true, true);

    private final String text;
    private final boolean whole;
    private final boolean ofAddresses;

    QuotaKey(String text, boolean whole, boolean ofAddresses) {
        this.text = text;
        this.whole = whole;
        this.ofAddresses = ofAddresses;
    }

    /** The protocol's name. */
    public String text() {
        return text;
    }

    /** Whether parts of one mean nothing. */
    boolean isWhole() {
        return whole;
    }

    /** Whether it limits addresses, not users and clients. */
    boolean isOfAddresses() {
        return ofAddresses;
    }

    static Optional<QuotaKey> of(String text, boolean ofAddresses) {
        return Arrays.stream(values())
                .filter(key -> key.ofAddresses == ofAddresses && key.text.equals(text))
                .findFirst();
    }

    static String names(boolean ofAddresses) {
        return Arrays.stream(values())
                .filter(key -> key.ofAddresses == ofAddresses)
                .map(QuotaKey::text)
                .collect(Collectors.joining(", "));
    }
}
