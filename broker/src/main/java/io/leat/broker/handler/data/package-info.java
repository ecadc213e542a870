/**
 * The requests that move records, and those about offsets: Produce, Fetch and their company. A Produce request becomes
 * appends, whose futures become its answer; no thread waits. A Fetch that finds too little registers with its partitions
 * and looks again when one of them advances, until its time is over; what it finds goes into the answer as slices of the
 * segment files, which the network sends without copying them. May see {@code topic}, {@code transaction}, {@code
 * security} and {@code log}.
 */
@NullMarked
package io.leat.broker.handler.data;

import org.jspecify.annotations.NullMarked;
