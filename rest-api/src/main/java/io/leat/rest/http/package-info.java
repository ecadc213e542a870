/**
 * What surrounds every request, as Jetty sees it: {@link io.leat.rest.http.JsonErrors} writes the errors that never
 * reach a resource, {@link io.leat.rest.http.StartGate} answers while the worker starts, {@link
 * io.leat.rest.http.WholeBody} reads bodies within their limit, {@link io.leat.rest.http.WholeAnswer} sends answers, {@link io.leat.rest.http.Deadline} ends what
 * takes too long, {@link
 * io.leat.rest.http.AdminScope} keeps the admin API on its listeners, {@link io.leat.rest.http.ResponseHeaders} adds
 * headers, {@link io.leat.rest.http.RequestLines} writes the request log. Knows Jetty and the views, not the worker.
 */
@NullMarked
package io.leat.rest.http;

import org.jspecify.annotations.NullMarked;
