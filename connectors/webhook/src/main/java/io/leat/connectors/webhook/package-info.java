/**
 * The webhook source: an HTTP listener whose requests become records.
 *
 * <p>How a request goes: {@code RequestHandler} looks up the {@code Endpoint} of its path, {@code BodyReader} reads the raw
 * bytes within the limits, the endpoint's {@code Verification} checks them before anything parses them, and {@code Inbox}
 * takes the {@code Delivery}. The task's {@code poll} hands it to the worker as a record. When the worker says that the
 * record is durable, the delivery is complete and only then is the request answered with a success; a task that stops
 * answers 503, so that the sender knows to send again.
 *
 * <p>Requests are handled on a few threads of Jetty without blocking: a slow sender costs memory within the limits, no
 * thread. The task's thread only moves deliveries out of the inbox.
 */
@NullMarked
package io.leat.connectors.webhook;

import org.jspecify.annotations.NullMarked;
