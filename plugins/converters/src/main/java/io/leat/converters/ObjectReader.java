package io.leat.converters;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Reads a map with string keys, which is a JSON object. */
record ObjectReader(TypedReader value, String where) implements ValueReader {

    @Override
    public Map<String, @Nullable Object> read(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new DataException("Maps with string fields should be encoded as JSON objects, but found "
                    + JsonKind.of(json) + " at " + where);
        }
        var map = new HashMap<String, @Nullable Object>();
        for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            map.put(name, value.read(json));
        }
        return map;
    }
}
