/**
 * What sinks share: getting records to another system without losing one, whatever that system does.
 *
 * <p>The way of a record through a sink's task:
 *
 * <pre>
 *   put(records) ──► ContiguousOffsets.track ──► ticket ──► buffer ──► BatchSender.send ──► other system
 *        │           Backpressure.hold                                     │
 *        │                                            delivered ──► ticket.complete, release
 *        ▼                                            refused ──► ErrantRecords.report ──► ticket.complete
 *   Backpressure.regulate (pause / resume)
 *
 *   preCommit(current) ──► ErrantRecords.settle, ContiguousOffsets.committable(current)
 * </pre>
 *
 * <p>Decisions ({@link io.leat.connectors.delivery.RetryPolicy}, {@link io.leat.connectors.delivery.FailureClass}) are
 * pure; clock, randomness and waiting come in by constructor. Settings records for all ({@link
 * io.leat.connectors.delivery.RetrySettings}, {@link io.leat.connectors.delivery.BufferSettings}) are nested into a
 * connector's own. Everything runs in stock Kafka Connect.
 */
@NullMarked
package io.leat.connectors.delivery;

import org.jspecify.annotations.NullMarked;
