package io.leat.connect.testkit;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;

/**
 * Between records and bytes, as a worker does it: {@code key.converter} and {@code value.converter} of the configuration,
 * else JSON with schemas, which keeps every type.
 */
final class Converters {

    private final Converter keys;
    private final Converter values;
    private final SimpleHeaderConverter headers = new SimpleHeaderConverter();

    Converters(Map<String, String> config) {
        this.keys = converter(config, "key.converter", true);
        this.values = converter(config, "value.converter", false);
        this.headers.configure(Map.of());
    }

    MemoryRecord append(MemoryLog log, SourceRecord record) {
        var partition = record.kafkaPartition() == null ? 0 : record.kafkaPartition();
        var bytes = headerBytes(record);
        return log.append(
                new TopicPartition(record.topic(), partition),
                record.timestamp() == null ? 0 : record.timestamp(),
                keys.fromConnectData(record.topic(), bytes, record.keySchema(), record.key()),
                values.fromConnectData(record.topic(), bytes, record.valueSchema(), record.value()),
                bytes);
    }

    /** The record as the log would hold it. */
    MemoryRecord append(MemoryLog log, SinkRecord record) {
        var bytes = headerBytes(record);
        return log.append(
                new TopicPartition(record.topic(), record.kafkaPartition()),
                record.timestamp() == null ? 0 : record.timestamp(),
                keys.fromConnectData(record.topic(), bytes, record.keySchema(), record.key()),
                values.fromConnectData(record.topic(), bytes, record.valueSchema(), record.value()),
                bytes);
    }

    SinkRecord read(MemoryRecord record) {
        var topic = record.partition().topic();
        var key = keys.toConnectData(topic, record.headers(), record.key());
        var value = values.toConnectData(topic, record.headers(), record.value());
        var connectHeaders = new ConnectHeaders();
        record.headers()
                .forEach(header ->
                        connectHeaders.add(header.key(), headers.toConnectHeader(topic, header.key(), header.value())));
        return new SinkRecord(
                topic,
                record.partition().partition(),
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                record.offset(),
                record.timestamp(),
                TimestampType.CREATE_TIME,
                connectHeaders);
    }

    private Headers headerBytes(ConnectRecord<?> record) {
        var bytes = new RecordHeaders();
        record.headers()
                .forEach(header -> bytes.add(
                        header.key(),
                        headers.fromConnectHeader(record.topic(), header.key(), header.schema(), header.value())));
        return bytes;
    }

    private static Converter converter(Map<String, String> config, String key, boolean isKey) {
        var name = config.get(key);
        var settings = new HashMap<String, String>();
        config.forEach((each, value) -> {
            if (each.startsWith(key + ".")) {
                settings.put(each.substring(key.length() + 1), value);
            }
        });
        var converter = name == null ? new JsonConverter() : Instances.of(name, Converter.class);
        converter.configure(settings, isKey);
        return converter;
    }
}
