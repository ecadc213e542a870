package io.leat.connectors.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of JSON as the maps, lists and plain values that Kafka Connect knows without a schema. A whole number beyond 64
 * bits has no type there and becomes a string.
 */
final class JsonLine {
    private final JsonFactory factory = new JsonFactory();

    /** @throws IOException if it is not one JSON value and nothing else */
    @Nullable
    Object parse(byte[] bytes, int from, int to) throws IOException {
        try (var parser = factory.createParser(bytes, from, to - from)) {
            if (parser.nextToken() == null) {
                throw new JsonParseException(parser, "there is no value");
            }
            var value = value(parser);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "there is something behind the value");
            }
            return value;
        }
    }

    private @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getText()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            default -> parser.getText();
        };
    }

    private Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private List<@Nullable Object> array(JsonParser parser) throws IOException {
        var items = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }
}
