package io.leat.broker.handler.data;

import io.leat.broker.handler.Throttle;
import io.leat.broker.log.ServedLog;
import io.leat.broker.security.Access;
import io.leat.broker.topic.Topics;
import io.leat.broker.transaction.TransactionGate;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What the handlers of this package work on.
 *
 * @param logs finds a partition, or throws {@code UnknownTopicOrPartitionException}
 * @param ownProducerIds tells the producer ids that this process uses itself, with which no client may write
 * @param produced counts what clients append
 * @param fetched counts what clients read
 * @param dataDir the data folder
 */
public record DataPorts(
        Topics topics,
        Function<TopicPartition, ? extends ServedLog> logs,
        Access access,
        TransactionGate transactions,
        LongPredicate ownProducerIds,
        Throttle produced,
        Throttle fetched,
        Path dataDir) {

    Optional<String> topicName(Uuid id) {
        return topics.describe(id).map(topic -> topic.name());
    }

    /** @throws UnknownTopicOrPartitionException if there is none */
    ServedLog log(TopicPartition partition) {
        return logs.apply(partition);
    }
}
