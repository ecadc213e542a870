package io.leat.runtime.state;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * The records of the offset topic, in Kafka Connect's format.
 *
 * <pre>
 * key    ["CONNECTOR",{source partition}]
 * value  {source offset}, null for none
 * </pre>
 *
 * The fields of the maps are written in the maps' own order, as Kafka Connect does: it finds an offset by the key's bytes.
 */
final class OffsetCodec {

    private OffsetCodec() {}

    /**
     * A source partition of a connector; numbers are as a reader of the topic sees them, Long or Double.
     *
     * @param partition nobody else's: it is not copied again, for a task needs a key with each of its appends
     */
    record Key(String connector, Map<String, @Nullable Object> partition) {
        Key {
            partition = Collections.unmodifiableMap(partition);
        }
    }

    /** @throws DataException if the map cannot be stored */
    static Key key(String connector, Map<String, ?> partition) {
        return new Key(connector, normal("partition", partition));
    }

    static byte[] encode(Key key) {
        return Json.written(json -> {
            json.writeStartArray();
            json.writeString(key.connector());
            write(key.partition(), json);
            json.writeEndArray();
        });
    }

    /** @throws DataException if the map cannot be stored */
    static byte[] encodeOffset(Map<String, ?> offset) {
        return Json.written(json -> write(normal("offset", offset), json));
    }

    /** Without a tree in between: tasks write a position with each of their appends. */
    private static void write(Map<String, @Nullable Object> normal, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (var field : normal.entrySet()) {
            json.writeFieldName(field.getKey());
            if (field.getValue() instanceof Long number) {
                json.writeNumber(number);
            } else if (field.getValue() instanceof Double number) {
                json.writeNumber(number);
            } else if (field.getValue() instanceof Boolean flag) {
                json.writeBoolean(flag);
            } else if (field.getValue() instanceof String text) {
                json.writeString(text);
            } else {
                json.writeNull();
            }
        }
        json.writeEndObject();
    }

    /** @throws IllegalArgumentException if the bytes are no such key */
    static Key decodeKey(byte[] bytes) {
        var json = Json.parse(bytes);
        if (!json.isArray() || json.size() != 2 || !json.get(0).isTextual()) {
            throw new IllegalArgumentException("the key of an offset is not [connector, partition]");
        }
        return new Key(json.get(0).asText(), partition(json.get(1)));
    }

    private static Map<String, @Nullable Object> partition(JsonNode json) {
        return json.isNull() ? Map.of() : Json.values(json);
    }

    static Map<String, @Nullable Object> decodeOffset(byte[] bytes) {
        return Json.values(Json.parse(bytes));
    }

    /** The map as a reader of the topic would see it. */
    static Map<String, @Nullable Object> normal(String what, Map<String, ?> map) {
        var normal = new LinkedHashMap<String, @Nullable Object>();
        // the map comes from a plugin, whose raw types may hold keys that are no strings
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new DataException("A source " + what + " must have text for keys, but has " + entry.getKey());
            }
            normal.put(key, normalValue(what, key, entry.getValue()));
        }
        return normal;
    }

    private static @Nullable Object normalValue(String what, String key, @Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            return ((Number) value).longValue();
        } else if (value instanceof Double || value instanceof Float) {
            return ((Number) value).doubleValue();
        } else if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        throw new DataException("A source " + what + " must hold text, numbers, booleans or bytes, but " + key
                + " is a " + value.getClass().getName());
    }
}
