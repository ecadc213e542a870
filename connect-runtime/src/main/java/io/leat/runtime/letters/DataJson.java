package io.leat.runtime.letters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Connect data as JSON that gives back the very same Java values. A value that fits its schema stands as plain JSON (a
 * struct as object, bytes as base64, a decimal as its digits, a date as milliseconds); without a schema plain JSON means
 * String, Boolean, Long, Double, List and Map by String. Everything else names its type, so that a record that failed
 * because its data does not fit its schema is kept as well:
 *
 * <pre>
 * {"$type":"int32","value":5}   {"$type":"map","value":[[k,v],…]}   {"$type":"struct","schema":…,"value":{…}}
 * </pre>
 */
final class DataJson {

    static final String TYPE = "$type";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private DataJson() {}

    static JsonNode write(@Nullable Schema schema, @Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        return schema == null ? withoutSchema(value) : withSchema(schema, value);
    }

    private static JsonNode withSchema(Schema schema, Object value) {
        return switch (schema.type()) {
            case ARRAY -> value instanceof List<?> list ? array(schema.valueSchema(), list) : TaggedJson.write(value);
            case MAP -> value instanceof Map<?, ?> map ? map(schema, map) : TaggedJson.write(value);
            case STRUCT ->
                value instanceof Struct struct && isPlain(schema, struct) ? struct(struct) : TaggedJson.write(value);
            default -> {
                var plain = PrimitiveJson.write(schema, value);
                yield plain == null ? TaggedJson.write(value) : plain;
            }
        };
    }

    private static boolean isPlain(Schema schema, Struct struct) {
        return struct.schema().equals(schema) && schema.field(TYPE) == null;
    }

    static JsonNode array(@Nullable Schema items, List<?> list) {
        var array = NODES.arrayNode(list.size());
        list.forEach(item -> array.add(write(items, item)));
        return array;
    }

    private static JsonNode map(Schema schema, Map<?, ?> map) {
        return schema.keySchema().type() == Schema.Type.STRING && hasPlainKeys(map)
                ? object(schema.valueSchema(), map)
                : TaggedJson.pairs(map);
    }

    static boolean hasPlainKeys(Map<?, ?> map) {
        return map.keySet().stream().allMatch(key -> key instanceof String text && !text.equals(TYPE));
    }

    static JsonNode object(@Nullable Schema values, Map<?, ?> map) {
        var object = NODES.objectNode();
        map.forEach((key, value) -> object.set(String.valueOf(key), write(values, value)));
        return object;
    }

    static JsonNode struct(Struct struct) {
        var object = NODES.objectNode();
        for (var field : struct.schema().fields()) {
            object.set(field.name(), write(field.schema(), struct.getWithoutDefault(field.name())));
        }
        return object;
    }

    private static JsonNode withoutSchema(Object value) {
        if (value instanceof String text) {
            return NODES.textNode(text);
        }
        if (value instanceof Boolean bool) {
            return NODES.booleanNode(bool);
        }
        if (value instanceof Long number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return NODES.numberNode(number);
        }
        if (value instanceof List<?> list) {
            return array(null, list);
        }
        return value instanceof Map<?, ?> map && hasPlainKeys(map) ? object(null, map) : TaggedJson.write(value);
    }

    /** @throws org.apache.kafka.connect.errors.DataException if the JSON does not fit the schema */
    static @Nullable Object read(@Nullable Schema schema, JsonNode json) {
        if (json.isNull() || json.isMissingNode()) {
            return null;
        }
        return json.isObject() && json.has(TYPE) ? TaggedJson.read(json) : DataFromJson.read(schema, json);
    }
}
