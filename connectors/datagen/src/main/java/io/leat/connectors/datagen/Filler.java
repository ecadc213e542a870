package io.leat.connectors.datagen;

import io.leat.connectors.delivery.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Fills records up to a size: with a field {@code padding}, or at the end of a line. */
final class Filler {

    private static final String FIELD = "padding";

    /** What the field costs beside its text: {@code ,"padding":""}. */
    private static final int FIELD_BYTES = FIELD.length() + 6;

    private final int size;
    private final JsonWriter json;

    /** @param size in bytes; 0 fills nothing */
    Filler(int size, JsonWriter json) {
        this.size = size;
        this.json = json;
    }

    Object fill(Object value) {
        if (size == 0) {
            return value;
        }
        if (value instanceof Map<?, ?> fields) {
            var padded = new LinkedHashMap<Object, Object>(fields);
            padded.put(FIELD, text(size - json.write(null, fields).length - FIELD_BYTES));
            return padded;
        }
        var line = value.toString();
        return line + text(size - line.getBytes(StandardCharsets.UTF_8).length);
    }

    private static String text(int bytes) {
        return "x".repeat(Math.max(0, bytes));
    }
}
