package io.leat.broker.transaction;

import io.leat.broker.transaction.state.HeldState;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * A transactional id as it is at one moment.
 *
 * @param state Kafka's name of it, such as {@code Ongoing}
 * @param producerId -1 if it has none yet
 * @param epoch -1 if it has none yet
 * @param timeoutMs of its transactions, milliseconds
 * @param startedAt when the last transaction began, milliseconds since the epoch; -1 if unknown
 * @param partitions of the transaction that is open or being ended
 */
public record TransactionDescription(
        String transactionalId,
        String state,
        long producerId,
        short epoch,
        int timeoutMs,
        long startedAt,
        Set<TopicPartition> partitions) {

    static TransactionDescription of(String transactionalId, HeldState state) {
        var producer = state.producer();
        return new TransactionDescription(
                transactionalId,
                state.name(),
                producer.producerId(),
                producer.epoch(),
                producer.timeoutMs(),
                state.startedAt(),
                state.partitions());
    }
}
