/**
 * What the REST API writes: one record per JSON shape, apart from the worker's own types, so that neither side's change
 * shows on the other. A view has a static {@code of} that takes the worker's value; component names become snake_case
 * ({@code workerId} is {@code worker_id}); a component that is null is left out unless Kafka Connect writes it as null.
 * {@link io.leat.rest.view.Json} owns the mapper that does it. The package knows the worker's types and Jackson, nothing
 * of HTTP.
 */
@NullMarked
package io.leat.rest.view;

import org.jspecify.annotations.NullMarked;
