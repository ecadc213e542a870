package io.leat.connectors.datagen;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a JSON object down in code. */
final class Document {

    private Document() {}

    /** @param namesAndValues in turn */
    static Map<String, @Nullable Object> of(@Nullable Object... namesAndValues) {
        var fields = new LinkedHashMap<String, @Nullable Object>(namesAndValues.length);
        for (var i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }
}
