package io.leat.broker.transaction.state;

import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/** What happens to a transactional id. */
public sealed interface TransactionEvent {
    long NO_ID = -1;
    short NO_EPOCH = -1;

    /** From this feature level of {@code transaction.version} on, every transaction has an epoch of its own (KIP-890). */
    short EPOCH_PER_TRANSACTION = 2;

    /**
     * A producer starts, or goes on after an error (InitProducerId).
     *
     * @param producerId that the producer has, {@link #NO_ID} if it starts
     * @param epoch that the producer has, {@link #NO_EPOCH} if it starts
     * @param timeoutMs of its transactions, milliseconds
     * @param newIds gives a producer id that was never given out; asked only if one is needed
     */
    record Init(long producerId, short epoch, int timeoutMs, LongSupplier newIds) implements TransactionEvent {
        boolean starts() {
            return producerId == NO_ID;
        }
    }

    /**
     * Partitions join the transaction, which begins with the first.
     *
     * @param version feature level of {@code transaction.version} that the client uses
     */
    record Add(long producerId, short epoch, Set<TopicPartition> partitions, short version)
            implements TransactionEvent {
        public Add {
            partitions = Set.copyOf(partitions);
        }
    }

    /**
     * The producer ends its transaction (EndTxn).
     *
     * @param newIds as in {@link Init}
     */
    record End(long producerId, short epoch, Outcome outcome, short version, LongSupplier newIds)
            implements TransactionEvent {
        boolean bumpsEpoch() {
            return version >= EPOCH_PER_TRANSACTION;
        }
    }

    /** Time has passed; an open transaction may have taken too long. */
    record TimeOut() implements TransactionEvent {}

    /** All markers of this prepared end are on disk. */
    record MarkersWritten(Prepared end) implements TransactionEvent {}

    /**
     * Time has passed; the transactional id may be forgotten.
     *
     * @param afterMs how long it must have been without a transaction, milliseconds
     */
    record Expire(long afterMs) implements TransactionEvent {}
}
