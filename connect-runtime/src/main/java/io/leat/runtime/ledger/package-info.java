/**
 * The delivery ledger: what became of every record, per connector, task and time window, so that
 *
 * <pre>
 *   read + split = delivered + filtered + dead-lettered + skipped + failed + in flight
 * </pre>
 *
 * at any moment and over any crash. {@link io.leat.runtime.ledger.Counts} is the arithmetic. A source task tells {@link
 * io.leat.runtime.ledger.SourceLedger}, whose figures go into the log in the same atomic append as the records and
 * positions they are about; a sink task tells {@link io.leat.runtime.ledger.SinkLedger}, whose figures are stored with
 * the committed offsets they are about. So a figure is durable exactly if what it counts is, and what a crash undid is
 * counted once, when it is read again.
 *
 * <p>A reset begins a new era: whatever says that its counting began before means nothing any more.
 *
 * <p>A task tells the ledger once per batch; per record only of those that are not simply delivered.
 */
@NullMarked
package io.leat.runtime.ledger;

import org.jspecify.annotations.NullMarked;
