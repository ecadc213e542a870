package io.leat.broker.transaction;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/**
 * What the serving of Produce asks the transaction coordinator about records that belong to a client's transaction. Safe
 * for use from any thread; nothing here blocks.
 */
public interface TransactionGate {

    /** For a log without a coordinator: nobody's transaction is open. */
    TransactionGate CLOSED = new TransactionGate() {
        @Override
        public CompletableFuture<Map<TopicPartition, Errors>> admit(
                String transactionalId,
                long producerId,
                short producerEpoch,
                Set<TopicPartition> partitions,
                boolean addMissing) {
            return CompletableFuture.completedFuture(partitions.stream()
                    .collect(Collectors.toMap(partition -> partition, partition -> Errors.INVALID_TXN_STATE)));
        }

        @Override
        public boolean isOpen(long producerId, short producerEpoch, TopicPartition partition) {
            return false;
        }
    };

    /**
     * Finds out whether records may be appended to these partitions, before anything is appended.
     *
     * @param addMissing whether partitions that are not part of the transaction join it, durably (Produce from version 12
     *     on); else they are refused with {@code TRANSACTION_ABORTABLE}
     * @return the partitions that are refused with their errors, as Kafka's coordinator answers
     *     AddPartitionsToTxn with {@code verifyOnly} ({@code INVALID_PRODUCER_ID_MAPPING}, {@code PRODUCER_FENCED},
     *     {@code CONCURRENT_TRANSACTIONS}, {@code COORDINATOR_LOAD_IN_PROGRESS}, ...); never fails
     */
    CompletableFuture<Map<TopicPartition, Errors>> admit(
            String transactionalId,
            long producerId,
            short producerEpoch,
            Set<TopicPartition> partitions,
            boolean addMissing);

    /**
     * Whether the producer's transaction is open at this moment and the partition part of it. Asked under the lock of the
     * partition, right before its records are written: it has to be false before the first marker of the transaction is
     * appended, and may take no lock under which an append waits.
     */
    boolean isOpen(long producerId, short producerEpoch, TopicPartition partition);
}
