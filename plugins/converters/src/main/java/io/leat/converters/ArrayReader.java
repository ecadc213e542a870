package io.leat.converters;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an array; of an object its values and of a scalar nothing, as Kafka's converter has it. */
record ArrayReader(TypedReader element) implements ValueReader {

    @Override
    public List<@Nullable Object> read(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            return values(json);
        }
        var list = new ArrayList<@Nullable Object>();
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                list.add(element.read(json));
            }
        } else {
            SchemalessReader.INSTANCE.read(json);
        }
        return list;
    }

    private List<@Nullable Object> values(JsonParser json) throws IOException {
        var byName = new LinkedHashMap<String, @Nullable Object>();
        for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            byName.put(name, element.read(json));
        }
        return new ArrayList<>(byName.values());
    }
}
