package io.leat.rest;

import java.time.Duration;

/**
 * What one client, and all together, may take.
 *
 * @param maxBodyBytes of a request, beyond which the answer is 413
 * @param requestTimeout how long a request waits for the worker
 * @param idleTimeout how long a connection may be silent
 * @param transferTimeout how long a client may take to send its request and to read the answer
 * @param maxConnections open at once; further ones wait to be accepted
 * @param maxThreads that handle requests; more than the worker lets wait for plugins, so that those that hang leave
 *     threads to all other requests
 */
public record Limits(
        int maxBodyBytes,
        Duration requestTimeout,
        Duration idleTimeout,
        Duration transferTimeout,
        int maxConnections,
        int maxThreads) {

    public static Limits standard() {
        return new Limits(1 << 20, Duration.ofSeconds(90), Duration.ofSeconds(30), Duration.ofSeconds(60), 512, 200);
    }
}
