/**
 * Settings of the worker and of connectors.
 *
 * <p>{@link io.leat.runtime.config.WorkerSettings#parse} reads the worker's, and reports every problem at once.
 * {@link io.leat.runtime.config.ConnectorConfigs} checks a connector's: references to secrets are filled in ({@link
 * io.leat.runtime.config.ConfigProviders}), the worker's definitions (common, source or sink, transforms, predicates)
 * and the connector's own are run over the values, and the answers are merged in {@code ValidationReport}, which keeps
 * secrets out. Knows plugins; knows nothing of the log or of tasks.
 */
@NullMarked
package io.leat.runtime.config;

import org.jspecify.annotations.NullMarked;
