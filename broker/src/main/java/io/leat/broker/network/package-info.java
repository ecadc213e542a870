/**
 * The sockets of Kafka's protocol. {@link io.leat.broker.network.BoundListeners} holds the open ports, an acceptor thread
 * for each hands new connections to few {@code Processor} threads, and each of these runs Kafka's own {@code Selector}
 * over its share: it reads a frame, mutes the connection, parses the request and gives it to the {@link
 * io.leat.broker.handler.Dispatcher}. The answer comes back on any thread, leaves by the connection's own processor, and
 * only then the next request of that connection is read: so answers keep the order of requests, and a connection has at
 * most one request and one answer in memory. TLS and SASL are the work of Kafka's channel builders. Sees the handlers
 * and who clients are, never the log.
 */
@NullMarked
package io.leat.broker.network;

import org.jspecify.annotations.NullMarked;
