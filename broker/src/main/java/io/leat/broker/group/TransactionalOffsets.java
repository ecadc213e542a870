package io.leat.broker.group;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData;
import org.apache.kafka.common.message.TxnOffsetCommitResponseData;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/**
 * Offsets that are committed as part of a transaction: what the transaction coordinator needs of the group coordinator.
 * Only through here may anything else than groups be written to {@code __consumer_offsets}, transaction markers
 * included: the group coordinator counts on knowing every record. Safe for use from any thread; never blocks; the futures
 * complete on a thread of the group coordinator.
 */
public interface TransactionalOffsets {

    /**
     * Completes with the partition of {@code __consumer_offsets} that holds the group, which a transaction with its
     * offsets has to include. Makes the topic if it is not there yet.
     */
    CompletableFuture<TopicPartition> partitionFor(String group);

    /**
     * Stores offsets that nobody sees before {@link #complete}; durable when this completes. Asks {@link TransactionCheck}
     * first. Topics must be given by name; errors are in the response.
     */
    CompletableFuture<TxnOffsetCommitResponseData> commit(
            AuthorizableRequestContext caller, TxnOffsetCommitRequestData request);

    /**
     * Writes the marker that ends the producer's transaction in a partition of {@code __consumer_offsets}; the offsets
     * are in force, or forgotten, when this completes. Doing it again is harmless.
     *
     * @param transactionVersion feature level of {@code transaction.version} that the producer uses, 0 to 2
     * @return fails with Kafka's exceptions: {@code NotCoordinatorException} (retry later), {@code
     *     InvalidProducerEpochException}, {@code TransactionCoordinatorFencedException}
     */
    CompletableFuture<Void> complete(
            TopicPartition partition,
            long producerId,
            short producerEpoch,
            int coordinatorEpoch,
            boolean commit,
            short transactionVersion);
}
