package io.leat.broker.group;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/** What the group coordinator asks the transaction coordinator before it takes offsets of a transaction. */
@FunctionalInterface
public interface TransactionCheck {

    /** For a log without a transaction coordinator, and for tests. */
    TransactionCheck NONE = (partition, transactionalId, producerId, producerEpoch, apiVersion) ->
            CompletableFuture.completedFuture(null);

    /**
     * Completes if the partition of {@code __consumer_offsets} belongs to the producer's open transaction. From version 5
     * of TxnOffsetCommit on the partition is added if it does not. Must not block.
     *
     * @param apiVersion of the TxnOffsetCommit request
     * @return fails with Kafka's exceptions, such as {@code InvalidTxnStateException} or {@code
     *     InvalidProducerEpochException}
     */
    CompletableFuture<Void> check(
            TopicPartition partition, String transactionalId, long producerId, short producerEpoch, int apiVersion);
}
