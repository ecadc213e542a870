package io.leat.converters;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Reads a map with other than string keys, which is a JSON array of pairs. */
record PairsReader(TypedReader key, TypedReader value, String where) implements ValueReader {

    @Override
    public Map<@Nullable Object, @Nullable Object> read(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new DataException("Maps with non-string fields should be encoded as JSON array of tuples, but found "
                    + JsonKind.of(json) + " at " + where);
        }
        var map = new HashMap<@Nullable Object, @Nullable Object>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                throw new DataException(
                        "Found invalid map entry instead of array tuple: " + JsonKind.of(json) + " at " + where);
            }
            map.put(half(key, json), half(value, json));
            if (json.nextToken() != JsonToken.END_ARRAY) {
                throw wrongLength();
            }
        }
        return map;
    }

    private @Nullable Object half(TypedReader reader, JsonParser json) throws IOException {
        if (json.nextToken() == JsonToken.END_ARRAY) {
            throw wrongLength();
        }
        return reader.read(json);
    }

    private DataException wrongLength() {
        return new DataException("Found invalid map entry at " + where + ", expected a pair of key and value");
    }
}
