package io.leat.runtime;

/**
 * Who the worker says it is.
 *
 * @param workerId {@code host:port} of its REST listener, as statuses carry it
 * @param commit of the Kafka Connect version whose API is answered
 */
public record WorkerIdentity(String workerId, String kafkaVersion, String commit, String leatVersion) {}
