/**
 * The requests of transactions. A handler checks access, turns the request into a call of the transaction coordinator, and
 * the result into an answer of the request's version. May see {@code transaction}, {@code group}, {@code topic} and
 * {@code security}.
 */
@NullMarked
package io.leat.broker.handler.transaction;

import org.jspecify.annotations.NullMarked;
