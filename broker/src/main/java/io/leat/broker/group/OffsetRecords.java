package io.leat.broker.group;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.coordinator.group.generated.OffsetCommitKey;
import org.apache.kafka.coordinator.group.generated.OffsetCommitValue;

/**
 * The records of {@code __consumer_offsets} that hold offsets, as Kafka's group coordinator writes them: the key starts
 * with the type of the record, the value with its version; no value means that the offset is forgotten. (Schemas: {@code
 * OffsetCommitKey.json} and {@code OffsetCommitValue.json} of kafka-group-coordinator.)
 */
final class OffsetRecords {
    /** Types 0 and 1 are the same in content. */
    private static final short MAX_OFFSET_TYPE = 1;

    private static final short VALUE_VERSION = 4;

    /** What a commit is about. */
    record Key(String group, TopicPartition partition) {}

    /** @param topicId of the topic when it was committed; zero if unknown */
    record Value(CommittedOffset offset, Uuid topicId) {}

    private OffsetRecords() {}

    static byte[] key(Key key) {
        return MessageUtil.toCoordinatorTypePrefixedBytes(new OffsetCommitKey()
                .setGroup(key.group)
                .setTopic(key.partition.topic())
                .setPartition(key.partition.partition()));
    }

    static byte[] value(Value value) {
        var message = new OffsetCommitValue()
                .setOffset(value.offset.offset())
                .setLeaderEpoch(RecordBatch.NO_PARTITION_LEADER_EPOCH)
                .setMetadata(value.offset.metadata())
                .setCommitTimestamp(value.offset.commitTimestamp())
                .setTopicId(value.topicId);
        return MessageUtil.toVersionPrefixedBytes(VALUE_VERSION, message);
    }

    /** Empty for a record that holds something else than an offset. */
    static Optional<Key> key(Record record) {
        var bytes = record.key();
        if (bytes == null || bytes.remaining() < Short.BYTES || bytes.getShort() > MAX_OFFSET_TYPE) {
            return Optional.empty();
        }
        var key = new OffsetCommitKey(new ByteBufferAccessor(bytes), (short) 0);
        return Optional.of(new Key(key.group(), new TopicPartition(key.topic(), key.partition())));
    }

    /** Empty for a tombstone. */
    static Optional<Value> value(Record record) {
        return Optional.ofNullable(record.value()).map(OffsetRecords::decode);
    }

    private static Value decode(ByteBuffer bytes) {
        var version = bytes.getShort();
        var value = new OffsetCommitValue(new ByteBufferAccessor(bytes), version);
        return new Value(
                new CommittedOffset(value.offset(), value.metadata(), value.commitTimestamp()), value.topicId());
    }
}
