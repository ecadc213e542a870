package io.leat.broker.transaction;

import io.leat.broker.group.TransactionalOffsets;
import io.leat.broker.log.UndecidedLog;
import io.leat.broker.transaction.state.Outcome;
import io.leat.broker.transaction.state.Prepared;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the markers that tell the readers of each partition how a transaction ended. */
final class Markers {
    private static final Logger LOGGER = LoggerFactory.getLogger(Markers.class);
    /** There is one coordinator, so nobody can be an old one. */
    private static final int COORDINATOR_EPOCH = 0;

    private final Function<TopicPartition, ? extends UndecidedLog> logs;
    private final TransactionalOffsets offsets;

    /** @param logs finds a partition, or throws {@code UnknownTopicOrPartitionException} */
    Markers(Function<TopicPartition, ? extends UndecidedLog> logs, TransactionalOffsets offsets) {
        this.logs = logs;
        this.offsets = offsets;
    }

    /** A marker of one partition; fails with Kafka's exceptions. Completes when it is on disk. */
    CompletableFuture<Void> write(
            TopicPartition partition, long producerId, short epoch, Outcome outcome, short version) {
        var commit = outcome == Outcome.COMMIT;
        try {
            if (partition.topic().equals(Topic.GROUP_METADATA_TOPIC_NAME)) {
                return offsets.complete(partition, producerId, epoch, COORDINATOR_EPOCH, commit, version);
            }
            return logs.apply(partition)
                    .decide(producerId, epoch, commit, true)
                    .done()
                    .thenApply(appended -> null);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Writes the markers of these partitions; completes with those for which that has to be tried again. */
    CompletableFuture<Set<TopicPartition>> write(Prepared end, Set<TopicPartition> partitions) {
        var left = ConcurrentHashMap.<TopicPartition>newKeySet();
        var producer = end.producer();
        var written = partitions.stream()
                .map(partition -> write(
                                partition, producer.producerId(), producer.epoch(), end.outcome(), end.version())
                        .exceptionally(failure -> {
                            if (!isSettledAnyway(partition, failure)) {
                                left.add(partition);
                            }
                            return null;
                        }))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(written).thenApply(done -> left);
    }

    /** A deleted topic has no readers; a producer with a higher epoch gets in only after the marker. */
    private static boolean isSettledAnyway(TopicPartition partition, Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof UnknownTopicOrPartitionException || cause instanceof InvalidProducerEpochException) {
            return true;
        }
        LOGGER.warn("The marker for {} is to be written again: {}", partition, String.valueOf(cause.getMessage()));
        return false;
    }
}
