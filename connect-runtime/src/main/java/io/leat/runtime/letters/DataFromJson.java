package io.leat.runtime.letters;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Plain JSON read back, with a schema or without. */
final class DataFromJson {

    private DataFromJson() {}

    static @Nullable Object read(@Nullable Schema schema, JsonNode json) {
        return schema == null ? withoutSchema(json) : withSchema(schema, json);
    }

    private static Object withoutSchema(JsonNode json) {
        if (json.isArray()) {
            return list(null, json);
        }
        if (json.isObject()) {
            return map(null, json);
        }
        if (json.isTextual()) {
            return json.textValue();
        }
        if (json.isBoolean()) {
            return json.booleanValue();
        }
        return json.isIntegralNumber() ? (Object) json.longValue() : (Object) json.doubleValue();
    }

    private static @Nullable Object withSchema(Schema schema, JsonNode json) {
        return switch (schema.type()) {
            case ARRAY -> list(schema.valueSchema(), expect(json, json.isArray(), "an array"));
            case MAP -> map(schema.valueSchema(), expect(json, json.isObject(), "an object"));
            case STRUCT -> struct(schema, expect(json, json.isObject(), "an object"));
            default -> PrimitiveJson.read(schema, json);
        };
    }

    private static JsonNode expect(JsonNode json, boolean holds, String what) {
        if (!holds) {
            throw new DataException("The schema asks for " + what + ", but the data is "
                    + json.getNodeType().name().toLowerCase(java.util.Locale.ROOT) + ".");
        }
        return json;
    }

    private static List<@Nullable Object> list(@Nullable Schema items, JsonNode json) {
        var list = new ArrayList<@Nullable Object>(json.size());
        json.forEach(item -> list.add(DataJson.read(items, item)));
        return list;
    }

    private static Map<String, @Nullable Object> map(@Nullable Schema values, JsonNode json) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        json.properties().forEach(each -> map.put(each.getKey(), DataJson.read(values, each.getValue())));
        return map;
    }

    static Struct struct(Schema schema, JsonNode json) {
        var struct = new Struct(schema);
        json.properties().forEach(each -> {
            var field = schema.field(each.getKey());
            if (field == null) {
                throw new DataException("The schema has no field \"" + each.getKey() + "\".");
            }
            var value = DataJson.read(field.schema(), each.getValue());
            if (value != null) {
                struct.put(field, value);
            }
        });
        return struct;
    }
}
