package io.leat.broker.group;

import io.leat.broker.log.AdvanceListener;
import io.leat.broker.log.UndecidedLog;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.coordinator.common.runtime.PartitionWriter;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.apache.kafka.storage.internals.log.VerificationGuard;

/**
 * Writes the coordinator's records. An append is in the page cache when it returns; the coordinator answers a request once
 * the high watermark has passed its records, which is when they are on disk.
 */
final class OffsetsWriter implements PartitionWriter {
    private final OffsetsTopic topic;
    private final OffsetsReader reader;
    private final CommitTimes times;
    private final TransactionCheck transactions;
    private final Map<TopicPartition, Map<Listener, AdvanceListener>> listeners = new ConcurrentHashMap<>();
    private final Map<TopicPartition, KafkaStorageException> failures = new ConcurrentHashMap<>();

    OffsetsWriter(OffsetsTopic topic, OffsetsReader reader, CommitTimes times, TransactionCheck transactions) {
        this.topic = topic;
        this.reader = reader;
        this.times = times;
        this.transactions = transactions;
    }

    @Override
    public void registerListener(TopicPartition partition, Listener listener) {
        var log = topic.log(partition);
        AdvanceListener forward = () -> listener.onHighWatermarkUpdated(partition, log.highWatermark());
        listeners.computeIfAbsent(partition, first -> new ConcurrentHashMap<>()).put(listener, forward);
        log.addListener(forward);
        forward.advanced();
    }

    @Override
    public void deregisterListener(TopicPartition partition, Listener listener) {
        var forward = listeners.getOrDefault(partition, Map.of()).remove(listener);
        if (forward != null) {
            topic.log(partition).removeListener(forward);
        }
    }

    /** The coordinator asks for the largest batch alone. */
    @Override
    public LogConfig config(TopicPartition partition) {
        var largest = topic.log(partition).maxMessageBytes();
        return new LogConfig(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(largest)));
    }

    @Override
    public long append(
            TopicPartition partition, VerificationGuard guard, MemoryRecords batch, short transactionVersion) {
        var log = topic.log(partition);
        var next = write(log, batch, transactionVersion);
        reader.replay(batch, times);
        return next;
    }

    private long write(UndecidedLog log, MemoryRecords batch, short transactionVersion) {
        try {
            var written = log.coordinate(batch, transactionVersion, true);
            failures.remove(log.topicPartition());
            return written.appended().lastOffset() + 1;
        } catch (KafkaStorageException e) {
            failures.put(log.topicPartition(), e);
            throw e;
        }
    }

    /** Why nothing could be written at the last attempt; the coordinator's own answers do not tell. */
    Optional<KafkaStorageException> lastFailure(TopicPartition partition) {
        return Optional.ofNullable(failures.get(partition));
    }

    @Override
    public CompletableFuture<VerificationGuard> maybeStartTransactionVerification(
            TopicPartition partition, String transactionalId, long producerId, short producerEpoch, int apiVersion) {
        return transactions
                .check(partition, transactionalId, producerId, producerEpoch, apiVersion)
                .thenApply(checked -> VerificationGuard.SENTINEL);
    }

    @Override
    public CompletableFuture<Void> deleteRecords(TopicPartition partition, long before) {
        topic.log(partition).deleteRecordsBefore(before);
        return CompletableFuture.completedFuture(null);
    }
}
