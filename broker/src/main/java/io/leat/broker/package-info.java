/**
 * The embedded partitioned log: {@link io.leat.broker.Broker} over one data folder. Opening wires the packages below: {@code
 * disk} (files and forces), {@code journal} (what is forced for many at once), {@code log} (partitions), {@code topic},
 * {@code transaction} and {@code group}, each of which sees only those named before it. Batches go in, batches come out;
 * nothing here knows of connectors or of the network.
 */
@NullMarked
package io.leat.broker;

import org.jspecify.annotations.NullMarked;
