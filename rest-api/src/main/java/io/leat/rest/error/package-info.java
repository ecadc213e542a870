/**
 * From failure to answer: one mapper per family of exceptions, all with the body
 * {@code {"error_code":<status>,"message":"…"}}. {@link io.leat.rest.error.RequestFailures} answers for the worker,
 * {@link io.leat.rest.error.RouterFailures} for what the router found wrong with method, path or media type,
 * {@link io.leat.rest.error.BadRequests} for what the endpoint could not read, {@link io.leat.rest.error.UnexpectedFailures} for
 * our own mistakes, which are logged and never described to the caller.
 */
@NullMarked
package io.leat.rest.error;

import org.jspecify.annotations.NullMarked;
