package io.leat.connectors.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Finds a field in a record's value, {@code a.b} within {@code a}, in Structs and Maps alike. */
public final class FieldPath {

    private FieldPath() {}

    /** The field's value; empty if it is missing or null. A key that contains the dots itself wins over nesting. */
    public static Optional<Object> find(@Nullable Object value, String path) {
        var whole = step(value, path);
        if (whole.isPresent()) {
            return whole;
        }
        var dot = path.indexOf('.');
        return dot < 0
                ? Optional.empty()
                : step(value, path.substring(0, dot)).flatMap(inner -> find(inner, path.substring(dot + 1)));
    }

    /** Texts, numbers, booleans, times and UTF-8 bytes as text; empty for null and for structures. */
    public static Optional<String> text(@Nullable Object value) {
        if (value instanceof Date time) {
            return Optional.of(time.toInstant().toString());
        }
        if (value instanceof byte[] bytes) {
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        }
        if (value instanceof ByteBuffer buffer) {
            return Optional.of(StandardCharsets.UTF_8.decode(buffer.duplicate()).toString());
        }
        return value instanceof CharSequence || value instanceof Number || value instanceof Boolean
                ? Optional.of(value.toString())
                : Optional.empty();
    }

    private static Optional<Object> step(@Nullable Object value, String name) {
        if (value instanceof Struct struct) {
            var field = struct.schema().field(name);
            return field == null ? Optional.empty() : Optional.ofNullable(struct.get(field));
        }
        return value instanceof Map<?, ?> map ? Optional.ofNullable(map.get(name)) : Optional.empty();
    }
}
