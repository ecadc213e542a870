package io.leat.converters;

import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Writes a schema as the JSON that Kafka's envelope carries, member by member in its order. */
record SchemaWriter(ValueWriters values) {

    void write(@Nullable Schema schema, JsonOutput out) {
        if (schema == null) {
            out.nothing();
            return;
        }
        out.open('{');
        members(schema, out);
        out.close('}');
    }

    private void members(Schema schema, JsonOutput out) {
        out.string("type");
        out.symbol(':');
        out.string(type(schema.type()));
        parts(schema, out);
        name("optional", out);
        out.bool(schema.isOptional());
        text("name", schema.name(), out);
        if (schema.version() != null) {
            name("version", out);
            out.number(schema.version().longValue());
        }
        text("doc", schema.doc(), out);
        if (schema.parameters() != null) {
            parameters(schema.parameters(), out);
        }
        if (schema.defaultValue() != null) {
            name("default", out);
            values.of(schema, "the default value").write(schema.defaultValue(), out);
        }
    }

    private static String type(Schema.Type type) {
        return switch (type) {
            case FLOAT32 -> "float";
            case FLOAT64 -> "double";
            default -> type.name().toLowerCase(Locale.ROOT);
        };
    }

    private void parts(Schema schema, JsonOutput out) {
        switch (schema.type()) {
            case ARRAY -> nested("items", schema.valueSchema(), out);
            case MAP -> {
                nested("keys", schema.keySchema(), out);
                nested("values", schema.valueSchema(), out);
            }
            case STRUCT -> fields(schema, out);
            default -> {}
        }
    }

    private void nested(String name, Schema schema, JsonOutput out) {
        name(name, out);
        write(schema, out);
    }

    private void fields(Schema schema, JsonOutput out) {
        name("fields", out);
        out.open('[');
        boolean first = true;
        for (var field : schema.fields()) {
            if (!first) {
                out.symbol(',');
            }
            first = false;
            out.open('{');
            members(field.schema(), out);
            text("field", field.name(), out);
            out.close('}');
        }
        out.close(']');
    }

    private static void parameters(Map<String, String> parameters, JsonOutput out) {
        name("parameters", out);
        out.open('{');
        boolean first = true;
        for (var parameter : parameters.entrySet()) {
            if (!first) {
                out.symbol(',');
            }
            first = false;
            out.string(parameter.getKey());
            out.symbol(':');
            SchemalessWriter.INSTANCE.write(parameter.getValue(), out);
        }
        out.close('}');
    }

    private static void text(String name, @Nullable String text, JsonOutput out) {
        if (text != null) {
            name(name, out);
            out.string(text);
        }
    }

    private static void name(String name, JsonOutput out) {
        out.symbol(',');
        out.string(name);
        out.symbol(':');
    }
}
