package io.leat.converters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;

/**
 * What a call came to, in a form that two converters' answers can be compared in: values with their classes, maps in
 * their order, and of an exception the class.
 */
record Outcome(String text) {

    interface Call {
        Object answer();
    }

    static Outcome of(Call call) {
        try {
            var answer = call.answer();
            return new Outcome(
                    answer instanceof SchemaAndValue result
                            ? describe(result.schema()) + " " + describe(result.value())
                            : describe(answer));
        } catch (RuntimeException e) {
            return new Outcome("throws " + e.getClass().getName());
        }
    }

    boolean failed() {
        return text.startsWith("throws ");
    }

    private static String describe(Schema schema) {
        if (schema == null) {
            return "no schema";
        }
        var text = new StringBuilder()
                .append(schema)
                .append(schema.isOptional())
                .append(schema.name())
                .append(schema.version())
                .append(schema.doc())
                .append(schema.parameters())
                .append(describe(schema.defaultValue()));
        switch (schema.type()) {
            case MAP -> text.append(describe(schema.keySchema())).append(describe(schema.valueSchema()));
            case ARRAY -> text.append(describe(schema.valueSchema()));
            case STRUCT ->
                schema.fields().forEach(field -> text.append(field.name()).append(describe(field.schema())));
            default -> {}
        }
        return text.toString();
    }

    private static String describe(Object value) {
        return value == null ? "null" : value.getClass().getSimpleName() + " " + content(value);
    }

    private static String content(Object value) {
        if (value instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        if (value instanceof Struct struct) {
            return describe(struct.schema()) + struct(struct);
        }
        if (value instanceof Map<?, ?> map) {
            return map(map).toString();
        }
        if (value instanceof List<?> list) {
            var parts = new ArrayList<String>();
            list.forEach(element -> parts.add(describe(element)));
            return parts.toString();
        }
        return value.toString();
    }

    private static List<String> struct(Struct struct) {
        var parts = new ArrayList<String>();
        for (var field : struct.schema().fields()) {
            parts.add(field.name() + "=" + describe(struct.getWithoutDefault(field.name())));
        }
        return parts;
    }

    /** In the map's order, unless that depends on where its keys lie in memory. */
    private static List<String> map(Map<?, ?> map) {
        var parts = new ArrayList<String>();
        map.forEach((key, value) -> parts.add(describe(key) + "=" + describe(value)));
        if (!map.keySet().stream().allMatch(String.class::isInstance)) {
            Collections.sort(parts);
        }
        return parts;
    }
}
