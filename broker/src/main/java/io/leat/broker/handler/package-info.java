/**
 * Kafka's requests and their answers: one {@link io.leat.broker.handler.Handler} for each API key, gathered in {@link
 * io.leat.broker.handler.Handlers} and called by {@link io.leat.broker.handler.Dispatcher}. The packages below hold the
 * handlers by subject ({@code topic}, {@code data}, {@code group}, {@code transaction}, {@code security}); a handler
 * checks access, translates between protocol and domain, and leaves the work to the domain's packages. Nothing here knows
 * of sockets.
 */
@NullMarked
package io.leat.broker.handler;

import org.jspecify.annotations.NullMarked;
