/**
 * Appends to several partitions that are all there or not at all: data and an intent in the journal are forced side by
 * side, then commit markers follow; recovery decides what a crash left open. May see {@code topic}, {@code log} and
 * {@code disk}.
 */
@NullMarked
package io.leat.broker.transaction;

import org.jspecify.annotations.NullMarked;
