/**
 * What commits or aborts as a whole, over several partitions. Two ways that share producer ids and transactional ids,
 * joined in {@link io.leat.broker.transaction.Transactions}:
 *
 * <ul>
 *   <li>Atomic appends of this process ({@link io.leat.broker.transaction.Producers}): data and an intent in the journal
 *       are forced side by side, then commit markers follow; recovery decides what a crash left open.
 *   <li>Transactions of Kafka's clients ({@link io.leat.broker.transaction.TransactionCoordinator}): a request becomes an
 *       event, the rules in {@code state} decide what follows, the id's slot stores that in {@code __transaction_state},
 *       and the answer follows when it is durable. When the end of a transaction is, markers go to its partitions.
 * </ul>
 *
 * May see {@code group}, {@code topic}, {@code log} and {@code disk}; the only package that touches the records of
 * kafka-transaction-coordinator.
 */
@NullMarked
package io.leat.broker.transaction;

import org.jspecify.annotations.NullMarked;
