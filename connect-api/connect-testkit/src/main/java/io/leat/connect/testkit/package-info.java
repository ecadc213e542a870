/**
 * Tests for connectors, ready to inherit, and what they stand on.
 *
 * <p>Extend {@link io.leat.connect.testkit.SourceContract} or {@link io.leat.connect.testkit.SinkContract}, say how to make
 * the other system hold or show records, and the rules that every connector must keep are tested: nothing is lost when it
 * is killed at any point, offsets are never ahead of delivery, every wrong key is named, …. For tests of your own there
 * are {@link io.leat.connect.testkit.SourceRun} and {@link io.leat.connect.testkit.SinkRun}, which run a connector's
 * classes as a worker does, step by step, with topics ({@link io.leat.connect.testkit.MemoryLog}) and offsets ({@link
 * io.leat.connect.testkit.MemoryOffsets}) in memory; {@link io.leat.connect.testkit.Certificate} is for those over TLS.
 *
 * <p>Works for every Kafka Connect connector, typed or not. Depends on Kafka's connect-api and JSON converter, JUnit,
 * AssertJ and Awaitility.
 */
@NullMarked
package io.leat.connect.testkit;

import org.jspecify.annotations.NullMarked;
