/**
 * HTTP and nothing but HTTP: each resource takes path, query and body apart, makes one call to the worker through
 * {@link io.leat.rest.resource.WorkerCalls} and turns the result into a view. {@link io.leat.rest.resource.JsonBody}
 * reads bodies and names what is wrong with them. Failures are thrown and answered by {@code io.leat.rest.error}. The
 * paths and answers are Kafka Connect 4.3's; topics, groups, metrics and the OpenAPI document are additions.
 */
@NullMarked
package io.leat.rest.resource;

import org.jspecify.annotations.NullMarked;
