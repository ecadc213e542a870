package io.leat.runtime.pipeline;

import io.leat.runtime.log.LogRecord;
import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.Plugins.Plugin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/** Makes a record of the log from one that a sink made itself and reports, as close to its origin as it can tell. */
record BackToBytes(Converters converters) {

    LogRecord apply(SinkRecord record) {
        var topic = record.originalTopic();
        return new LogRecord(
                new TopicPartition(topic, record.originalKafkaPartition()),
                record.originalKafkaOffset(),
                record.timestamp() == null ? Outgoing.NOW : record.timestamp(),
                record.timestampType() == null ? TimestampType.NO_TIMESTAMP_TYPE : record.timestampType(),
                bytes(converters.key(), topic, record.keySchema(), record.key()),
                bytes(converters.value(), topic, record.valueSchema(), record.value()),
                headers(record, topic));
    }

    private static byte @Nullable [] bytes(
            Plugin<Converter> converter, String topic, @Nullable Schema schema, @Nullable Object data) {
        return ContextLoader.<byte @Nullable [], RuntimeException>call(
                converter.loader(), () -> converter.instance().fromConnectData(topic, schema, data));
    }

    private Header[] headers(SinkRecord record, String topic) {
        var bytes = new Header[record.headers().size()];
        var i = 0;
        for (var header : record.headers()) {
            var value = converters
                    .header()
                    .instance()
                    .fromConnectHeader(topic, header.key(), header.schema(), header.value());
            bytes[i++] = new RecordHeader(header.key(), value);
        }
        return bytes;
    }
}
