package io.leat.broker.transaction;

import static io.leat.broker.transaction.state.TransactionEvent.NO_EPOCH;
import static io.leat.broker.transaction.state.TransactionEvent.NO_ID;

import io.leat.broker.transaction.state.Completed;
import io.leat.broker.transaction.state.Dead;
import io.leat.broker.transaction.state.Empty;
import io.leat.broker.transaction.state.HeldState;
import io.leat.broker.transaction.state.Holder;
import io.leat.broker.transaction.state.Ongoing;
import io.leat.broker.transaction.state.Outcome;
import io.leat.broker.transaction.state.Prepared;
import io.leat.broker.transaction.state.TransactionState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.coordinator.transaction.generated.CoordinatorRecordType;
import org.apache.kafka.coordinator.transaction.generated.TransactionLogKey;
import org.apache.kafka.coordinator.transaction.generated.TransactionLogValue;
import org.apache.kafka.coordinator.transaction.generated.TransactionLogValue.PartitionsSchema;
import org.jspecify.annotations.Nullable;

/**
 * The records of {@code __transaction_state}, as Kafka's transaction coordinator writes them: the key holds the
 * transactional id, the value its state; no value means that the id is forgotten. (Schemas: {@code TransactionLogKey.json}
 * and {@code TransactionLogValue.json} of kafka-transaction-coordinator.)
 */
final class StateRecords {
    /** The first that has the ids before and after the present one, and the client's version. */
    private static final short VALUE_VERSION = 1;

    /** Kafka's numbers of the states are their places here. */
    private static final List<String> STATUS =
            List.of("Empty", "Ongoing", "PrepareCommit", "PrepareAbort", "CompleteCommit", "CompleteAbort", "Dead");

    private StateRecords() {}

    static byte[] key(String transactionalId) {
        return MessageUtil.toCoordinatorTypePrefixedBytes(new TransactionLogKey().setTransactionalId(transactionalId));
    }

    /** Null for a tombstone. */
    static byte @Nullable [] value(TransactionState state) {
        return state instanceof HeldState held ? encode(held) : null;
    }

    private static byte[] encode(HeldState state) {
        var producer = state.producer();
        var value = new TransactionLogValue()
                .setProducerId(producer.producerId())
                .setPreviousProducerId(producer.previousProducerId())
                .setNextProducerId(state instanceof Prepared prepared ? prepared.nextProducerId() : NO_ID)
                .setProducerEpoch(producer.epoch())
                .setTransactionTimeoutMs(producer.timeoutMs())
                .setTransactionStatus((byte) STATUS.indexOf(state.name()))
                .setTransactionPartitions(state instanceof Empty ? null : encode(state.partitions()))
                .setTransactionLastUpdateTimestampMs(state.updatedAt())
                .setTransactionStartTimestampMs(state.startedAt())
                .setClientTransactionVersion(state.version());
        return MessageUtil.toVersionPrefixedBytes(VALUE_VERSION, value);
    }

    private static List<PartitionsSchema> encode(Set<TopicPartition> partitions) {
        Map<String, List<Integer>> byTopic = new TreeMap<>();
        partitions.forEach(partition -> byTopic.computeIfAbsent(partition.topic(), topic -> new ArrayList<>())
                .add(partition.partition()));
        var encoded = new ArrayList<PartitionsSchema>();
        byTopic.forEach((topic, ids) ->
                encoded.add(new PartitionsSchema().setTopic(topic).setPartitionIds(ids)));
        return encoded;
    }

    /** The transactional id; empty for a record that holds something else. */
    static Optional<String> key(Record record) {
        var bytes = record.key();
        if (bytes == null || bytes.remaining() < Short.BYTES) {
            return Optional.empty();
        }
        return bytes.getShort() == CoordinatorRecordType.TRANSACTION_LOG.id()
                ? Optional.of(new TransactionLogKey(new ByteBufferAccessor(bytes), (short) 0).transactionalId())
                : Optional.empty();
    }

    /** @throws IllegalStateException if the record is of no form that this version knows */
    static TransactionState value(Record record) {
        var bytes = record.value();
        return bytes == null ? new Dead() : decode(bytes);
    }

    private static TransactionState decode(ByteBuffer bytes) {
        var version = bytes.getShort();
        if (version < TransactionLogValue.LOWEST_SUPPORTED_VERSION
                || version > TransactionLogValue.HIGHEST_SUPPORTED_VERSION) {
            throw new IllegalStateException("unknown version " + version + " of a transaction's state");
        }
        return decode(new TransactionLogValue(new ByteBufferAccessor(bytes), version));
    }

    private static TransactionState decode(TransactionLogValue value) {
        var producer = new Holder(
                value.producerId(),
                value.producerEpoch(),
                value.previousProducerId(),
                NO_EPOCH,
                value.transactionTimeoutMs());
        var started = value.transactionStartTimestampMs();
        var updated = value.transactionLastUpdateTimestampMs();
        var version = value.clientTransactionVersion();
        var partitions = decode(value.transactionPartitions());
        return switch (value.transactionStatus()) {
            case 0 -> new Empty(producer, updated);
            case 1 -> new Ongoing(producer, partitions, started, updated, version);
            case 2, 3 ->
                new Prepared(producer, outcome(value), partitions, value.nextProducerId(), started, updated, version);
            case 4, 5 -> new Completed(producer, outcome(value), started, updated, version);
            case 6 -> new Dead();
            default ->
                throw new IllegalStateException("unknown state " + value.transactionStatus() + " of a transaction");
        };
    }

    private static Outcome outcome(TransactionLogValue value) {
        return value.transactionStatus() % 2 == 0 ? Outcome.COMMIT : Outcome.ABORT;
    }

    private static Set<TopicPartition> decode(@Nullable List<PartitionsSchema> encoded) {
        var partitions = new HashSet<TopicPartition>();
        if (encoded != null) {
            encoded.forEach(topic ->
                    topic.partitionIds().forEach(id -> partitions.add(new TopicPartition(topic.topic(), id))));
        }
        return partitions;
    }
}
