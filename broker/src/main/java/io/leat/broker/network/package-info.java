/**
 * The sockets of Kafka's protocol. {@link io.leat.broker.network.BoundListeners} holds the open ports, an acceptor thread
 * for each hands new connections to few {@code Processor} threads, and each of these runs Kafka's own {@code Selector}
 * over its share: it reads a frame, mutes the connection, parses the request and gives it to the {@link
 * io.leat.broker.handler.Dispatcher}. The answer comes back on any thread and leaves by the connection's own processor. The
 * next request of that connection is read when the last one has taken its effect, and answers leave in the order of the
 * requests: a connection holds one request in memory and few that only wait for the disk. TLS and SASL are the work of Kafka's channel builders. Sees the handlers
 * and who clients are, never the log.
 */
@NullMarked
package io.leat.broker.network;

import org.jspecify.annotations.NullMarked;
