/**
 * The worker as its callers see it: {@link io.leat.runtime.Worker} for connectors, {@link io.leat.runtime.TopicAdmin}
 * and {@link io.leat.runtime.GroupAdmin} for the log beneath it. The REST API depends on this package alone.
 */
@NullMarked
package io.leat.runtime;

import org.jspecify.annotations.NullMarked;
