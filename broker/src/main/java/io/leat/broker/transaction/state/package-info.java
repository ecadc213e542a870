/**
 * The rules of a client's transaction, pure: {@link io.leat.broker.transaction.state.TransactionState#decide} takes the
 * state of a transactional id and what happens to it, and gives a {@link io.leat.broker.transaction.state.Decision}: stay,
 * or move to a state that has to be stored before the answer. The states are sealed, and each allows its own transitions.
 *
 * <pre>
 *                     add                end, timeout, init             markers written
 *   Dead -> Empty ---------> Ongoing ------------------------> Prepared ---------------> Completed -> Ongoing, Empty, ...
 *    ^        |                                                                             |
 *    +--------+------------------------------------ expire ---------------------------------+
 * </pre>
 *
 * The rules, and the errors that they answer, are those of Kafka's transaction coordinator (KIP-98, KIP-360, KIP-890).
 * Sees nothing of the other packages.
 */
@NullMarked
package io.leat.broker.transaction.state;

import org.jspecify.annotations.NullMarked;
