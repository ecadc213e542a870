/**
 * Requests about access and credentials. What may be changed and how is {@code security}'s; the handlers check that the
 * caller may, and translate. Logging in itself happens before any handler is called, in the connection's channel.
 */
@NullMarked
package io.leat.broker.handler.security;

import org.jspecify.annotations.NullMarked;
