/**
 * The REST API: Kafka Connect 4.3's, with topics, groups, metrics and its own description beside it.
 * {@link io.leat.rest.RestServer} is the way in, {@link io.leat.rest.RestSettings} what it is made from.
 *
 * <p>A request comes through Jetty's connectors ({@code rest.http}: errors, headers, the gate while starting), passes
 * the checks of {@code rest.security}, is read to its end within limits without holding a thread, is routed by Jersey to
 * a class of {@code rest.resource}, which calls the worker and answers with a record of {@code rest.view}; failures are
 * answered by {@code rest.error}. REST extensions register with the same application ({@code ExtensionContext}). Here is
 * the wiring alone. The module sees the worker through the package {@code
 * io.leat.runtime} and nothing else.
 */
@NullMarked
package io.leat.rest;

import org.jspecify.annotations.NullMarked;
