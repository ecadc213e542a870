package io.leat.broker.network;

import java.time.Duration;

/**
 * What clients may take of the machine.
 *
 * @param queuedRequests that wait for a thread of the request pool
 * @param queuedBytes of requests in memory above which no more are read
 * @param requestBytes largest frame
 * @param sendBuffer socket buffer in bytes; -1 for the system's
 * @param receiveBuffer socket buffer in bytes; -1 for the system's
 * @param backlog connections waiting to be accepted
 * @param connections at a time
 * @param connectionsPerAddress at a time
 * @param idle a connection without traffic is closed after this time
 * @param failedAuthenticationDelay how long the answer to a failed authentication is held back
 */
public record NetworkLimits(
        int queuedRequests,
        long queuedBytes,
        int requestBytes,
        int sendBuffer,
        int receiveBuffer,
        int backlog,
        int connections,
        int connectionsPerAddress,
        Duration idle,
        Duration failedAuthenticationDelay) {}
