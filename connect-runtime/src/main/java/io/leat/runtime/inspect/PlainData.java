package io.leat.runtime.inspect;

import io.leat.runtime.Previews.Data;
import io.leat.runtime.Previews.Shown;
import io.leat.runtime.config.SecretMask;
import io.leat.runtime.pipeline.Outgoing;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Connect's data as maps, lists and primitives, without secrets. */
final class PlainData {

    private static final String BYTES = "bytes";

    private final Redaction redaction;

    PlainData(Redaction redaction) {
        this.redaction = redaction;
    }

    /** Where a source says that the record comes from. */
    Map<String, Object> position(SourceRecord record) {
        var position = new LinkedHashMap<String, Object>();
        position.put("partition", part(record.sourcePartition()));
        position.put("offset", part(record.sourceOffset()));
        return position;
    }

    private Object part(@Nullable Map<String, ?> position) {
        var shown = plain(position);
        return shown == null ? Map.of() : shown;
    }

    Shown of(ConnectRecord<?> record) {
        var headers = new LinkedHashMap<String, Data>();
        record.headers()
                .forEach(header -> headers.put(
                        redaction.text(header.key()), named(header.key(), header.value(), header.schema())));
        return new Shown(
                record.topic(),
                Optional.ofNullable(record.kafkaPartition()),
                Optional.ofNullable(record.timestamp()),
                data(record.key(), record.keySchema()),
                data(record.value(), record.valueSchema()),
                headers);
    }

    /** As it goes into the log. */
    Shown of(Outgoing record) {
        return of(
                record.topic(),
                Optional.ofNullable(record.partition()),
                Optional.of(record.timestamp()).filter(timestamp -> timestamp >= 0),
                record.key(),
                record.value(),
                record.headers());
    }

    /** As it lies in the log. */
    Shown of(
            String topic,
            Optional<Integer> partition,
            Optional<Long> timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Iterable<Header> headers) {
        var shown = new LinkedHashMap<String, Data>();
        for (var header : headers) {
            shown.put(
                    redaction.text(header.key()),
                    redaction.hides(header.key())
                            ? new Data(SecretMask.HIDDEN, BYTES)
                            : new Data(masked(header.value()), BYTES));
        }
        return new Shown(
                topic, partition, timestamp, new Data(masked(key), BYTES), new Data(masked(value), BYTES), shown);
    }

    private Data named(String name, @Nullable Object value, @Nullable Schema schema) {
        return redaction.hides(name) ? new Data(SecretMask.HIDDEN, type(schema)) : data(value, schema);
    }

    private Data data(@Nullable Object value, @Nullable Schema schema) {
        return new Data(plain(value), type(schema));
    }

    private static String type(@Nullable Schema schema) {
        if (schema == null) {
            return "none";
        }
        var type = schema.type().getName();
        return schema.name() == null ? type : type + " " + schema.name();
    }

    private @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Struct struct) {
            var map = new LinkedHashMap<String, @Nullable Object>();
            struct.schema().fields().forEach(field -> put(map, field.name(), struct.get(field)));
            return map;
        }
        if (value instanceof Map<?, ?> entries) {
            var map = new LinkedHashMap<String, @Nullable Object>();
            entries.forEach((key, each) -> put(map, String.valueOf(plain(key)), each));
            return map;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::plain).toList();
        }
        return primitive(value);
    }

    private void put(Map<String, @Nullable Object> map, String name, @Nullable Object value) {
        map.put(redaction.text(name), value != null && redaction.hides(name) ? SecretMask.HIDDEN : plain(value));
    }

    private @Nullable Object primitive(@Nullable Object value) {
        if (value instanceof String text) {
            return redaction.json(text);
        }
        if (value instanceof byte[] bytes) {
            return masked(bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            var bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return masked(bytes);
        }
        if (value instanceof Date date) {
            return date.toInstant().toString();
        }
        return value == null || value instanceof Number || value instanceof Boolean
                ? plainNumber(value)
                : redaction.text(value.toString());
    }

    /** All its digits, for numbers that JSON readers would round. */
    private static @Nullable Object plainNumber(@Nullable Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value;
    }

    private byte @Nullable [] masked(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        var text = new String(bytes, StandardCharsets.UTF_8);
        if (Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            var hidden = redaction.json(text);
            return hidden.equals(text) ? bytes : hidden.getBytes(StandardCharsets.UTF_8);
        }
        // Texts within other bytes, as binary formats have them: this charset keeps every byte as it is.
        var binary = new String(bytes, StandardCharsets.ISO_8859_1);
        var hidden = redaction.text(binary);
        return hidden.equals(binary) ? bytes : hidden.getBytes(StandardCharsets.ISO_8859_1);
    }
}
