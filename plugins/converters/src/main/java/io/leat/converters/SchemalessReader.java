package io.leat.converters;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON by its own types, where there is no schema: objects as {@code HashMap}, arrays as {@code ArrayList},
 * integers as {@code Long} (the low 64 bits of larger ones, as Kafka's converter has it), other numbers as {@code
 * Double}.
 */
final class SchemalessReader implements ValueReader {

    static final SchemalessReader INSTANCE = new SchemalessReader();

    private SchemalessReader() {}

    @Override
    public @Nullable Object read(JsonParser json) throws IOException {
        var token = json.currentToken();
        if (token == null) {
            return null;
        }
        return switch (token) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> Numbers.asLong(json);
            case VALUE_NUMBER_FLOAT -> Numbers.asDouble(json);
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> null;
        };
    }

    private Map<String, @Nullable Object> object(JsonParser json) throws IOException {
        var object = new HashMap<String, @Nullable Object>();
        for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            object.put(name, read(json));
        }
        return object;
    }

    private List<@Nullable Object> array(JsonParser json) throws IOException {
        var array = new ArrayList<@Nullable Object>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            array.add(read(json));
        }
        return array;
    }
}
