package io.leat.rest;

import java.time.Duration;

/**
 * What one client, and all together, may take.
 *
 * @param maxBodyBytes of a request, beyond which the answer is 413
 * @param requestTimeout how long a request waits for the worker
 * @param idleTimeout how long a connection may be silent
 * @param minBytesPerSecond below which a client that sends or reads is cut off
 * @param maxConnections open at once; further ones wait to be accepted
 * @param maxThreads that handle requests
 */
public record Limits(
        int maxBodyBytes,
        Duration requestTimeout,
        Duration idleTimeout,
        int minBytesPerSecond,
        int maxConnections,
        int maxThreads) {

    public static Limits standard() {
        return new Limits(1 << 20, Duration.ofSeconds(90), Duration.ofSeconds(30), 256, 512, 32);
    }
}
