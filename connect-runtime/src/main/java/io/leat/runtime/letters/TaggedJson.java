package io.leat.runtime.letters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Values that name their own type, because no schema does or because it is another than the schema's. */
final class TaggedJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String VALUE = "value";
    private static final String UNKNOWN = "unknown";
    private static final Map<String, TextType> TEXTS = Map.ofEntries(
            Map.entry("int8", new TextType(Byte.class, Byte::valueOf)),
            Map.entry("int16", new TextType(Short.class, Short::valueOf)),
            Map.entry("int32", new TextType(Integer.class, Integer::valueOf)),
            Map.entry("int64", new TextType(Long.class, Long::valueOf)),
            Map.entry("float32", new TextType(Float.class, Float::valueOf)),
            Map.entry("float64", new TextType(Double.class, Double::valueOf)),
            Map.entry("boolean", new TextType(Boolean.class, Boolean::valueOf)),
            Map.entry("string", new TextType(String.class, text -> text)),
            Map.entry("integer", new TextType(BigInteger.class, BigInteger::new)),
            Map.entry("decimal", new TextType(BigDecimal.class, BigDecimal::new)));

    private TaggedJson() {}

    static JsonNode write(Object value) {
        if (value instanceof Struct struct) {
            return struct(struct);
        }
        if (value instanceof Map<?, ?> map) {
            return DataJson.hasPlainKeys(map) ? tagged("object", DataJson.object(null, map)) : pairs(map);
        }
        if (value instanceof List<?> list) {
            return tagged("array", DataJson.array(null, list));
        }
        return scalar(value);
    }

    private static JsonNode scalar(Object value) {
        if (value instanceof byte[] bytes) {
            return tagged("bytes", NODES.textNode(PrimitiveJson.base64(bytes)));
        }
        if (value instanceof ByteBuffer buffer) {
            return tagged("bytes", NODES.textNode(PrimitiveJson.base64(Utils.toArray(buffer.duplicate()))));
        }
        if (value instanceof Date date) {
            return tagged("date", NODES.numberNode(date.getTime()));
        }
        return named(value)
                .map(type -> (JsonNode) tagged(type, NODES.textNode(value.toString())))
                .orElseGet(() -> tagged(UNKNOWN, NODES.textNode(value.toString()))
                        .put("class", value.getClass().getName()));
    }

    /** The types that are their text. */
    private static Optional<String> named(Object value) {
        return TEXTS.entrySet().stream()
                .filter(each -> each.getValue().type() == value.getClass())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static ObjectNode tagged(String type, JsonNode value) {
        var node = NODES.objectNode().put(DataJson.TYPE, type);
        node.set(VALUE, value);
        return node;
    }

    private static ObjectNode struct(Struct struct) {
        var node = tagged("struct", DataJson.struct(struct));
        node.set("schema", SchemaJson.write(struct.schema()));
        return node;
    }

    /** Keys and values name their types too, for no schema is at hand when they are read back. */
    static ObjectNode pairs(Map<?, ?> map) {
        var pairs = NODES.arrayNode(map.size());
        map.forEach(
                (key, value) -> pairs.addArray().add(DataJson.write(null, key)).add(DataJson.write(null, value)));
        return tagged("map", pairs);
    }

    /** @throws DataException if the value cannot be made again */
    static Object read(JsonNode json) {
        var value = json.path(VALUE);
        var type = json.path(DataJson.TYPE).asText();
        var text = TEXTS.get(type);
        if (text != null) {
            return text.read(value.asText());
        }
        return switch (type) {
            case "bytes" -> PrimitiveJson.bytes(value);
            case "date" -> new Date(value.longValue());
            case "array", "object" -> Objects.requireNonNull(DataFromJson.read(null, value));
            case "map" -> map(value);
            case "struct" -> DataFromJson.struct(structSchema(json), value);
            default ->
                throw new DataException("A value of type " + json.path("class").asText(type)
                        + " is not Kafka Connect's and could not be kept; give the record another value.");
        };
    }

    private static Schema structSchema(JsonNode json) {
        var schema = SchemaJson.read(json.get("schema"));
        if (schema == null) {
            throw new DataException("A struct needs its \"schema\".");
        }
        return schema;
    }

    private static Map<@Nullable Object, @Nullable Object> map(JsonNode pairs) {
        var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
        pairs.forEach(pair -> map.put(DataJson.read(null, pair.path(0)), DataJson.read(null, pair.path(1))));
        return map;
    }

    /** A type whose text can be read back. */
    private record TextType(Class<?> type, Function<String, Object> parse) {

        Object read(String text) {
            try {
                return parse.apply(text);
            } catch (NumberFormatException e) {
                throw new DataException("The value does not fit the type that it names.");
            }
        }
    }
}
