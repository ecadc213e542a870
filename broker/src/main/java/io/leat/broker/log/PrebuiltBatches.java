package io.leat.broker.log;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.storage.internals.log.LogConfig;

/**
 * Gives batches that were built in this process their offsets, by the header alone.
 *
 * <pre>
 *   baseOffset int64 | batchLength int32 | partitionLeaderEpoch int32 | magic int8 | crc int32 | attributes int16 | ...
 * </pre>
 *
 * The checksum covers what follows it, so base offset and leader epoch can be set in place. (Record batch v2: <a
 * href="https://kafka.apache.org/43/implementation/message-format/">message format</a>.)
 */
final class PrebuiltBatches {
    private final TopicPartition partition;
    private final LogConfig config;
    private final long now;

    PrebuiltBatches(TopicPartition partition, LogConfig config, long now) {
        this.partition = partition;
        this.config = config;
        this.now = now;
    }

    /** Checks every batch before the first is changed. */
    void check(MemoryRecords records) {
        var checked = 0;
        for (var batch : records.batches()) {
            check(batch);
            checked += batch.sizeInBytes();
        }
        if (checked == 0 || checked != records.sizeInBytes()) {
            throw new InvalidRecordException("The append to " + partition + " must hold whole batches, at least one.");
        }
    }

    private void check(MutableRecordBatch batch) {
        if (batch.magic() != RecordBatch.CURRENT_MAGIC_VALUE || batch.isControlBatch()) {
            throw new InvalidRecordException(
                    "The append to " + partition + " must hold data batches of format v2 only.");
        }
        if (batch.sizeInBytes() > config.maxMessageSize()) {
            throw new RecordTooLargeException("The batch of " + batch.sizeInBytes() + " bytes for " + partition
                    + " exceeds max.message.bytes (" + config.maxMessageSize() + ").");
        }
        if (batch.maxTimestamp() - now > config.messageTimestampAfterMaxMs) {
            throw new InvalidTimestampException("The timestamp " + batch.maxTimestamp() + " for " + partition
                    + " is further in the future than message.timestamp.after.max.ms ("
                    + config.messageTimestampAfterMaxMs + ") allows.");
        }
        if (batch.lastOffset() - batch.baseOffset() + 1 != batch.countOrNull()) {
            throw new InvalidRecordException("The offsets in a batch for " + partition + " have gaps.");
        }
        if (config.compact) {
            checkKeys(batch);
        }
    }

    private void checkKeys(MutableRecordBatch batch) {
        for (var entry : batch) {
            if (!entry.hasKey()) {
                throw new InvalidRecordException(
                        "A record for " + partition + " has no key, which a compacted topic needs in every record.");
            }
        }
    }

    /** Numbers the records from {@code next} on. */
    static void assignOffsets(MemoryRecords records, long next) {
        for (var batch : records.batches()) {
            next += batch.countOrNull();
            batch.setLastOffset(next - 1);
            batch.setPartitionLeaderEpoch(BatchAppender.LEADER_EPOCH);
        }
    }
}
