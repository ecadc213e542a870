package io.leat.distribution.log;

import io.leat.broker.log.PartitionLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.DefaultRecord;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * The records of one append that go to one partition. They are kept by reference until the append is closed: then their
 * size is known, and each is written once, into a buffer that never has to grow.
 */
final class PartitionAppend {

    private final PartitionLog log;
    private final WriterSettings settings;
    private final List<Entry> entries = new ArrayList<>();
    /** For each batch the number of its first record, and its size in bytes at most. */
    private final List<int[]> batches = new ArrayList<>();

    PartitionAppend(PartitionLog log, WriterSettings settings) {
        this.log = log;
        this.settings = settings;
    }

    private record Entry(long timestamp, byte @Nullable [] key, byte @Nullable [] value, Header[] headers) {}

    PartitionLog log() {
        return log;
    }

    int count() {
        return entries.size();
    }

    /** @param size of the record in the batch at most, not above what the partition takes */
    void add(long timestamp, byte @Nullable [] key, byte @Nullable [] value, Header[] headers, int size) {
        if (batches.isEmpty() || last()[1] + size > Math.min(log.maxMessageBytes(), settings.batchBytes())) {
            batches.add(new int[] {entries.size(), DefaultRecordBatch.RECORD_BATCH_OVERHEAD});
        }
        last()[1] += size;
        entries.add(new Entry(timestamp, key, value, headers));
    }

    private int[] last() {
        return batches.get(batches.size() - 1);
    }

    /** An upper bound: what the record takes depends on its distance from the first of its batch. */
    static int sizeInBatch(byte @Nullable [] key, byte @Nullable [] value, Header[] headers) {
        return DefaultRecord.sizeInBytes(Integer.MAX_VALUE, Long.MAX_VALUE, length(key), length(value), headers);
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? -1 : bytes.length;
    }

    /** Number of batches, each at most as large as the partition takes. */
    int batches() {
        return batches.size();
    }

    /** The number, within this partition, of a batch's first record. */
    int firstOf(int batch) {
        return batches.get(batch)[0];
    }

    /** Writes a batch, without a producer's identity, and leaves it open. */
    MemoryRecordsBuilder build(int batch) {
        int end = batch + 1 < batches.size() ? firstOf(batch + 1) : entries.size();
        var builder = MemoryRecords.builder(
                ByteBuffer.allocate(batches.get(batch)[1]),
                RecordBatch.CURRENT_MAGIC_VALUE,
                settings.compression(),
                TimestampType.CREATE_TIME,
                0L);
        for (int i = firstOf(batch); i < end; i++) {
            var entry = entries.get(i);
            builder.append(entry.timestamp, entry.key, entry.value, entry.headers);
        }
        return builder;
    }
}
