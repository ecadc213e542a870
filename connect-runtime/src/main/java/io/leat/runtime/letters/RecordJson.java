package io.leat.runtime.letters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record in Connect's form as JSON, complete: data with its schema as {@link SchemaJson} and {@link DataJson} write
 * them.
 *
 * <pre>
 * {"topic":"t","partition":0,"timestamp":1,"key":{"schema":…,"payload":…},"value":{…},
 *  "headers":[{"key":"h","schema":…,"payload":…}],
 *  "sourcePartition":{…},"sourceOffset":{…}}            of a source
 *  "offset":7,"timestampType":"CreateTime"}            of a sink
 * </pre>
 */
public final class RecordJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RecordJson() {}

    public static byte[] of(SourceRecord record) {
        var json = common(record);
        json.set("sourcePartition", DataJson.write(null, record.sourcePartition()));
        json.set("sourceOffset", DataJson.write(null, record.sourceOffset()));
        return bytes(json);
    }

    public static byte[] of(SinkRecord record) {
        var json = common(record).put("offset", record.kafkaOffset());
        json.put("timestampType", record.timestampType() == null ? null : record.timestampType().name);
        return bytes(json);
    }

    private static ObjectNode common(ConnectRecord<?> record) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("topic", record.topic())
                .put("partition", record.kafkaPartition())
                .put("timestamp", record.timestamp());
        json.set("key", data(record.keySchema(), record.key()));
        json.set("value", data(record.valueSchema(), record.value()));
        var headers = json.putArray("headers");
        record.headers()
                .forEach(header -> headers.add(JsonNodeFactory.instance
                        .objectNode()
                        .put("key", header.key())
                        .setAll(data(header.schema(), header.value()))));
        return json;
    }

    private static ObjectNode data(@Nullable Schema schema, @Nullable Object value) {
        var json = JsonNodeFactory.instance.objectNode();
        json.set("schema", SchemaJson.write(schema));
        json.set("payload", DataJson.write(schema, value));
        return json;
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }

    /**
     * The record with parts replaced. A part is JSON: {@code {"schema":…,"payload":…}}, or the payload alone, which then
     * keeps the schema.
     *
     * @throws DataException if a part is not JSON
     */
    public static byte[] edited(byte[] bytes, Edit edit) {
        var json = (ObjectNode) parse(bytes);
        edit.key().ifPresent(part -> json.set("key", part(part.bytes(), json.path("key"))));
        edit.value().ifPresent(part -> json.set("value", part(part.bytes(), json.path("value"))));
        edit.headers().ifPresent(headers -> {
            var array = json.putArray("headers");
            headers.forEach(header -> array.add(JsonNodeFactory.instance
                    .objectNode()
                    .put("key", header.key())
                    .setAll(part(header.value(), JsonNodeFactory.instance.objectNode()))));
        });
        return bytes(json);
    }

    private static ObjectNode part(byte @Nullable [] bytes, JsonNode before) {
        var given = bytes == null ? JsonNodeFactory.instance.nullNode() : parse(bytes);
        if (given instanceof ObjectNode whole && whole.size() == 2 && whole.has("schema") && whole.has("payload")) {
            return whole;
        }
        var part = JsonNodeFactory.instance.objectNode();
        part.set("schema", before.path("schema").isMissingNode() ? null : before.get("schema"));
        part.set("payload", given);
        return part;
    }

    /** Where a source's record comes from: its {@code sourcePartition} and {@code sourceOffset}, as JSON. */
    public static List<String> sourcePosition(byte[] bytes) {
        var json = parse(bytes);
        return List.of(
                json.path("sourcePartition").toString(),
                json.path("sourceOffset").toString());
    }

    /** @throws DataException if it is not such JSON, or holds a value that could not be kept */
    public static SourceRecord sourceRecord(byte[] bytes) {
        var json = parse(bytes);
        var key = json.path("key");
        var value = json.path("value");
        var keySchema = SchemaJson.read(key.get("schema"));
        var valueSchema = SchemaJson.read(value.get("schema"));
        return new SourceRecord(
                map(json.path("sourcePartition")),
                map(json.path("sourceOffset")),
                text(json.path("topic")),
                json.hasNonNull("partition") ? json.get("partition").asInt() : null,
                keySchema,
                DataJson.read(keySchema, key.path("payload")),
                valueSchema,
                DataJson.read(valueSchema, value.path("payload")),
                time(json),
                headers(json));
    }

    /** @throws DataException as {@link #sourceRecord} */
    public static SinkRecord sinkRecord(byte[] bytes) {
        var json = parse(bytes);
        var key = json.path("key");
        var value = json.path("value");
        var keySchema = SchemaJson.read(key.get("schema"));
        var valueSchema = SchemaJson.read(value.get("schema"));
        return new SinkRecord(
                text(json.path("topic")),
                json.path("partition").asInt(),
                keySchema,
                DataJson.read(keySchema, key.path("payload")),
                valueSchema,
                DataJson.read(valueSchema, value.path("payload")),
                json.path("offset").asLong(),
                time(json),
                json.hasNonNull("timestampType")
                        ? TimestampType.forName(json.get("timestampType").asText())
                        : null,
                headers(json));
    }

    private static ConnectHeaders headers(JsonNode json) {
        var headers = new ConnectHeaders();
        json.path("headers").forEach(header -> {
            var schema = SchemaJson.read(header.get("schema"));
            headers.add(header.path("key").asText(), DataJson.read(schema, header.path("payload")), schema);
        });
        return headers;
    }

    private static @Nullable Long time(JsonNode json) {
        return json.hasNonNull("timestamp") ? json.get("timestamp").asLong() : null;
    }

    private static @Nullable String text(JsonNode json) {
        return json.isNull() || json.isMissingNode() ? null : json.asText();
    }

    @SuppressWarnings("unchecked") // an object without schema has string keys
    private static @Nullable Map<String, ?> map(JsonNode json) {
        return (Map<String, ?>) DataJson.read(null, json);
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            var json = MAPPER.readTree(bytes);
            if (json == null || json.isMissingNode()) {
                throw new DataException("Empty, where a record or a part of one was expected as JSON.");
            }
            return json;
        } catch (IOException e) {
            throw new DataException("This is not a record, or a part of one, as JSON.");
        }
    }
}
