package io.leat.connectors.delivery;

import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records for tests. */
final class Records {

    private Records() {}

    static SinkRecord at(String topic, int partition, long offset) {
        return with(topic, partition, offset, "key-" + offset, "value-" + offset);
    }

    static SinkRecord with(String topic, int partition, long offset, Object key, Object value) {
        return new SinkRecord(
                topic, partition, null, key, null, value, offset, 1_767_225_600_000L, TimestampType.CREATE_TIME);
    }
}
