package io.leat.broker.group;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.group.OffsetRecords.Key;
import io.leat.broker.group.OffsetRecords.Value;
import java.nio.ByteBuffer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

class OffsetRecordsTest {
    private static final Key KEY = new Key("group", new TopicPartition("topic", 7));

    private static Record record(byte[] key, byte[] value) {
        return MemoryRecords.withRecords(Compression.NONE, new SimpleRecord(key, value))
                .records()
                .iterator()
                .next();
    }

    @Test
    void readsBackWhatItWrites() {
        var value = new Value(new CommittedOffset(42, "text", 1234), Uuid.randomUuid());

        var record = record(OffsetRecords.key(KEY), OffsetRecords.value(value));

        assertThat(OffsetRecords.key(record)).contains(KEY);
        assertThat(OffsetRecords.value(record)).contains(value);
    }

    @Test
    void writesKafkasKey() {
        var expected = ByteBuffer.allocate(2 + 2 + 5 + 2 + 5 + 4)
                .putShort((short) 1)
                .putShort((short) 5)
                .put("group".getBytes(UTF_8))
                .putShort((short) 5)
                .put("topic".getBytes(UTF_8))
                .putInt(7);
        assertThat(OffsetRecords.key(KEY)).isEqualTo(expected.array());
    }

    @Test
    void leavesOutRecordsOfOtherTypes() {
        var groupMetadata =
                ByteBuffer.allocate(4).putShort((short) 2).putShort((short) 0).array();
        assertThat(OffsetRecords.key(record(groupMetadata, null))).isEmpty();
    }

    @Test
    void takesARecordWithoutValueForATombstone() {
        assertThat(OffsetRecords.value(record(OffsetRecords.key(KEY), null))).isEmpty();
    }
}
