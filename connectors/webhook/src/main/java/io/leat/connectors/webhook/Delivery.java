package io.leat.connectors.webhook;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A verified request on its way to the log.
 *
 * @param id the sender's, for recognising a repetition
 * @param body as received; parsed only when it is handed over, because a parsed body takes many times its bytes
 * @param size what it takes of {@code max.buffered.bytes}
 * @param outcome completes with true when the record is durable, with false when it was given up
 */
record Delivery(
        Endpoint endpoint,
        Optional<String> id,
        Optional<String> event,
        Headers headers,
        byte[] body,
        int size,
        Instant receivedAt,
        String remoteAddress,
        CompletableFuture<Boolean> outcome) {

    /** What a delivery takes besides its body, roughly. */
    private static final int OVERHEAD = 2048;

    /** What a body of this length takes of {@code max.buffered.bytes}. */
    static int sizeOf(int bodyLength) {
        return bodyLength + OVERHEAD;
    }

    /** What is still needed when the worker has the record. */
    Delivery withoutBody() {
        return new Delivery(endpoint, id, event, headers, new byte[0], size, receivedAt, remoteAddress, outcome);
    }

    /** Without the body, which may hold secrets. */
    @Override
    public String toString() {
        return "Delivery[" + endpoint.path() + ", " + id.orElse("without id") + ", " + size + " bytes]";
    }
}
