/**
 * The worker as its callers see it: {@link io.leat.runtime.Worker} for connectors, {@link io.leat.runtime.TopicAdmin}
 * and {@link io.leat.runtime.GroupAdmin} for the log beneath it. The REST API depends on this package alone.
 *
 * <p>{@link io.leat.runtime.Workers} puts a worker together from the packages below. A request goes through {@code
 * LocalWorker} to {@code ConnectorRequests}, which checks it ({@code config}), writes what is wanted to the config topic
 * ({@code state}) and leaves the rest to the connector's host ({@code connector}); the host asks {@code assign} for the
 * next step and starts tasks ({@code task}). Requests that only read are in {@code ConnectorQueries}, those about
 * positions in {@code OffsetRequests}, those about plugins in {@code PluginRequests}, those about dead letters in {@code
 * LetterRequests}, those about what became of records in {@code LedgerRequests}. {@code PluginReload} restarts connectors
 * whose plugins have changed; {@link io.leat.runtime.RestExtensions} are what plugins add to the REST API.
 */
@NullMarked
package io.leat.runtime;

import org.jspecify.annotations.NullMarked;
