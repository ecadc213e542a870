/**
 * The committed offsets of consumer groups, in {@code __consumer_offsets} as Kafka's group coordinator writes them; the
 * only package that touches kafka-group-coordinator. May see {@code topic}, {@code log} and {@code disk}.
 */
@NullMarked
package io.leat.broker.group;

import org.jspecify.annotations.NullMarked;
