package io.leat.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.broker.log.Isolation;
import io.leat.broker.log.PartitionLog;
import io.leat.broker.transaction.AtomicBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Builds batches of text records and reads them back. */
public final class Batches {

    private Batches() {}

    public static MemoryRecordsBuilder builder(String... values) {
        var builder = MemoryRecords.builder(ByteBuffer.allocate(1024), Compression.NONE, TimestampType.CREATE_TIME, 0);
        for (var value : values) {
            builder.append(System.currentTimeMillis(), value.getBytes(UTF_8), value.getBytes(UTF_8));
        }
        return builder;
    }

    public static MemoryRecords batch(String... values) {
        return builder(values).build();
    }

    public static MemoryRecords keyed(String key, String value) {
        return MemoryRecords.withRecords(
                Compression.NONE,
                new SimpleRecord(
                        System.currentTimeMillis(), key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8)));
    }

    public static MemoryRecords sequenced(long producerId, int epoch, int sequence, String... values) {
        var builder = builder(values);
        builder.setProducerState(producerId, (short) epoch, sequence, false);
        return builder.build();
    }

    public static AtomicBatch part(TopicPartition partition, String... values) {
        return new AtomicBatch(partition, builder(values));
    }

    /** All committed values from the log start on. */
    public static List<String> committed(PartitionLog log) {
        return values(log, Isolation.READ_COMMITTED);
    }

    public static List<String> values(PartitionLog log, Isolation isolation) {
        var values = new ArrayList<String>();
        var offset = log.logStartOffset();
        while (true) {
            var fetched = log.read(offset, 1 << 20, isolation);
            for (var batch : fetched.committedBatches()) {
                for (var record : batch) {
                    if (record.offset() >= offset) {
                        values.add(
                                record.value() == null
                                        ? null
                                        : UTF_8.decode(record.value()).toString());
                    }
                }
            }
            if (fetched.nextOffset() == offset) {
                return values;
            }
            offset = fetched.nextOffset();
        }
    }
}
