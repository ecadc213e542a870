/**
 * Runs connectors: the plugin's object and the tasks it asks for.
 *
 * <p>{@link io.leat.runtime.connector.ConnectorHosts} keeps one {@code ConnectorHost} per connector, each with a thread of
 * its own, so that a connector that blocks holds up nobody else. A host compares what the config topic wants with what
 * there is ({@link io.leat.runtime.assign.NextStep}) and takes one step after the other: it starts and stops the object
 * ({@code ConnectorInstance}), stores the division of work, and starts and stops tasks ({@code HostedTasks}). Whatever
 * happens is told to the {@link io.leat.runtime.connector.StatusBoard}.
 */
@NullMarked
package io.leat.runtime.connector;

import org.jspecify.annotations.NullMarked;
