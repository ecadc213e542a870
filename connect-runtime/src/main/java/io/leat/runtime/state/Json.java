package io.leat.runtime.state;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON without schema envelope, as Kafka Connect's internal JsonConverter writes and reads it. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }

    static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** Writes one JSON value. */
    interface Content {
        void to(JsonGenerator json) throws IOException;
    }

    static byte[] written(Content content) {
        var bytes = new ByteArrayOutputStream(128);
        try (var json = MAPPER.getFactory().createGenerator(bytes)) {
            content.to(json);
        } catch (IOException e) {
            throw new IllegalStateException("Memory can always be written", e);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException if the bytes are not one JSON value */
    static JsonNode parse(byte[] bytes) {
        try {
            var node = MAPPER.readTree(bytes);
            if (node == null || node.isMissingNode()) {
                throw new IllegalArgumentException("empty, where JSON was expected");
            }
            return node;
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    /** The field, which must be there. */
    static JsonNode required(JsonNode object, String field) {
        var value = object.get(field);
        if (value == null || value.isNull()) {
            throw new IllegalArgumentException("no field '" + field + "'");
        }
        return value;
    }

    static Map<String, String> strings(JsonNode object) {
        var map = new LinkedHashMap<String, String>();
        object.properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                map.put(field.getKey(), field.getValue().asText());
            }
        });
        return map;
    }

    /** The types of Kafka's converter for data without schema: whole numbers are Long, others Double. */
    static Map<String, @Nullable Object> values(JsonNode object) {
        if (!object.isObject()) {
            throw new IllegalArgumentException("not a JSON object");
        }
        var map = new LinkedHashMap<String, @Nullable Object>();
        object.properties().forEach(field -> map.put(field.getKey(), value(field.getValue())));
        return map;
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (node.isIntegralNumber()) {
            return node.longValue();
        }
        if (node.isNumber()) {
            return node.doubleValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isValueNode() ? node.asText() : node.toString();
    }
}
