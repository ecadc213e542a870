package io.leat.connectors.datagen;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Gives maps a schema, taken from the first of them: all records of a set have the same fields. */
final class StructMaker {

    private @Nullable Schema schema;

    Struct struct(Map<?, ?> fields) {
        if (schema == null) {
            schema = schemaOf(fields);
        }
        return struct(schema, fields);
    }

    private static Struct struct(Schema schema, Map<?, ?> fields) {
        var struct = new Struct(schema);
        for (var field : schema.fields()) {
            struct.put(field, value(field.schema(), fields.get(field.name())));
        }
        return struct;
    }

    private static @Nullable Object value(Schema schema, @Nullable Object value) {
        if (value instanceof Map<?, ?> fields) {
            return struct(schema, fields);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(item -> value(schema.valueSchema(), item)).toList();
        }
        return value;
    }

    private static Schema schemaOf(Map<?, ?> fields) {
        var builder = SchemaBuilder.struct().optional();
        fields.forEach((name, value) -> builder.field(Objects.toString(name), schemaOf(value)));
        return builder.build();
    }

    /** A null stands for a text that is missing. */
    private static Schema schemaOf(@Nullable Object value) {
        if (value instanceof Map<?, ?> fields) {
            return schemaOf(fields);
        }
        if (value instanceof List<?> list) {
            return SchemaBuilder.array(schemaOf(list.isEmpty() ? null : list.get(0)))
                    .optional()
                    .build();
        }
        if (value instanceof Integer) {
            return Schema.OPTIONAL_INT32_SCHEMA;
        }
        if (value instanceof Long) {
            return Schema.OPTIONAL_INT64_SCHEMA;
        }
        if (value instanceof Double) {
            return Schema.OPTIONAL_FLOAT64_SCHEMA;
        }
        return value instanceof Boolean ? Schema.OPTIONAL_BOOLEAN_SCHEMA : Schema.OPTIONAL_STRING_SCHEMA;
    }
}
