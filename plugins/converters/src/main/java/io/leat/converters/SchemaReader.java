package io.leat.converters;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Reads a schema from the JSON that Kafka's envelope carries. Members it does not know are ignored. */
record SchemaReader(JsonSource source, ValueReaders values) {

    /** @param tree the schema as {@link JsonTree} has it */
    @Nullable
    Schema read(@Nullable Object tree) throws IOException {
        if (tree == null) {
            return null;
        }
        if (!(tree instanceof Map<?, ?> json) || !(json.get("type") instanceof String type)) {
            throw new DataException("Schema must contain 'type' field");
        }
        var builder = typed(type, json);
        describe(builder, json);
        if (json.containsKey("default")) {
            builder.defaultValue(source.read(json.get("default"), values.of(builder, "the default value")));
        }
        return builder.build();
    }

    private SchemaBuilder typed(String type, Map<?, ?> json) throws IOException {
        return switch (type) {
            case "boolean" -> SchemaBuilder.bool();
            case "int8" -> SchemaBuilder.int8();
            case "int16" -> SchemaBuilder.int16();
            case "int32" -> SchemaBuilder.int32();
            case "int64" -> SchemaBuilder.int64();
            case "float" -> SchemaBuilder.float32();
            case "double" -> SchemaBuilder.float64();
            case "bytes" -> SchemaBuilder.bytes();
            case "string" -> SchemaBuilder.string();
            case "array" -> array(json);
            case "map" -> map(json);
            case "struct" -> struct(json);
            default -> throw new DataException("Unknown schema type: " + type);
        };
    }

    private SchemaBuilder array(Map<?, ?> json) throws IOException {
        if (json.get("items") == null) {
            throw new DataException("Array schema did not specify the element type");
        }
        return SchemaBuilder.array(read(json.get("items")));
    }

    private SchemaBuilder map(Map<?, ?> json) throws IOException {
        if (!json.containsKey("keys")) {
            throw new DataException("Map schema did not specify the key type");
        }
        if (!json.containsKey("values")) {
            throw new DataException("Map schema did not specify the value type");
        }
        return SchemaBuilder.map(read(json.get("keys")), read(json.get("values")));
    }

    private SchemaBuilder struct(Map<?, ?> json) throws IOException {
        if (!(json.get("fields") instanceof List<?> fields)) {
            throw new DataException("Struct schema's \"fields\" argument is not an array.");
        }
        var builder = SchemaBuilder.struct();
        for (var field : fields) {
            if (!(field instanceof Map<?, ?> member) || !(member.get("field") instanceof String name)) {
                throw new DataException("Struct schema's field name not specified properly");
            }
            builder.field(name, read(field));
        }
        return builder;
    }

    private static void describe(SchemaBuilder builder, Map<?, ?> json) {
        if (Boolean.TRUE.equals(json.get("optional"))) {
            builder.optional();
        } else {
            builder.required();
        }
        if (json.get("name") instanceof String name) {
            builder.name(name);
        }
        if (json.get("version") instanceof Long || json.get("version") instanceof BigInteger) {
            builder.version(((Number) json.get("version")).intValue());
        }
        if (json.get("doc") instanceof String doc) {
            builder.doc(doc);
        }
        if (json.get("parameters") instanceof Map<?, ?> parameters) {
            parameters.forEach((key, value) -> parameter(builder, (String) key, value));
        }
    }

    private static void parameter(SchemaBuilder builder, String key, @Nullable Object value) {
        if (!(value instanceof String text)) {
            throw new DataException("Schema parameters must have string values, but '" + key + "' has not.");
        }
        builder.parameter(key, text);
    }
}
