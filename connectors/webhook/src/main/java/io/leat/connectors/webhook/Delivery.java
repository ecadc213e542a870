package io.leat.connectors.webhook;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A verified request on its way to the log.
 *
 * @param id the sender's, for recognising a repetition
 * @param outcome completes with true when the record is durable, with false when it was given up
 */
record Delivery(
        Endpoint endpoint,
        Optional<String> id,
        Optional<String> event,
        Headers headers,
        byte[] body,
        Object value,
        Instant receivedAt,
        String remoteAddress,
        CompletableFuture<Boolean> outcome) {

    /** What a delivery takes besides its body, roughly. */
    private static final int OVERHEAD = 2048;

    /** Its share of {@code max.buffered.bytes}. */
    static int sizeOf(int bodyLength) {
        return bodyLength + OVERHEAD;
    }

    /** Without the body, which may hold secrets. */
    @Override
    public String toString() {
        return "Delivery[" + endpoint.path() + ", " + id.orElse("without id") + ", " + body.length + " bytes]";
    }
}
