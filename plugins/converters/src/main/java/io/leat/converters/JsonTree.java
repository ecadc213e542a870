package io.leat.converters;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain Java objects from which it can be written again without loss: {@code LinkedHashMap} (of members given
 * twice the last), {@code ArrayList}, {@code String}, {@code Long}, {@code BigInteger}, {@code BigDecimal}, {@code
 * Boolean}, null. For schemas, and for documents that the streaming readers do not take.
 */
final class JsonTree {

    private JsonTree() {}

    /** Of an empty text null. */
    static @Nullable Object read(JsonParser json) throws IOException {
        var token = json.currentToken();
        if (token == null) {
            return null;
        }
        return switch (token) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> integer(json);
            case VALUE_NUMBER_FLOAT -> json.getDecimalValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> null;
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
        var object = new LinkedHashMap<String, @Nullable Object>();
        for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            object.put(name, read(json));
        }
        return object;
    }

    private static List<@Nullable Object> array(JsonParser json) throws IOException {
        var array = new ArrayList<@Nullable Object>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            array.add(read(json));
        }
        return array;
    }

    private static Number integer(JsonParser json) throws IOException {
        return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? json.getBigIntegerValue()
                : (Number) json.getLongValue();
    }

    static byte[] toBytes(@Nullable Object tree) {
        var out = new JsonOutput(1024);
        write(tree, out);
        return out.toBytes();
    }

    private static void write(@Nullable Object tree, JsonOutput out) {
        if (tree instanceof Map<?, ?> object) {
            members(object, out);
        } else if (tree instanceof List<?> array) {
            elements(array, out);
        } else if (tree instanceof BigInteger integer) {
            out.unescaped(integer.toString());
        } else if (tree instanceof BigDecimal decimal) {
            // Always with an exponent: 1E1 must not come back as the integer 10.
            out.unescaped(decimal.unscaledValue() + "E" + -(long) decimal.scale());
        } else {
            SchemalessWriter.INSTANCE.write(tree, out);
        }
    }

    private static void members(Map<?, ?> object, JsonOutput out) {
        out.open('{');
        boolean first = true;
        for (var member : object.entrySet()) {
            if (!first) {
                out.symbol(',');
            }
            first = false;
            out.string((String) member.getKey());
            out.symbol(':');
            write(member.getValue(), out);
        }
        out.close('}');
    }

    private static void elements(List<?> array, JsonOutput out) {
        out.open('[');
        boolean first = true;
        for (var element : array) {
            if (!first) {
                out.symbol(',');
            }
            first = false;
            write(element, out);
        }
        out.close(']');
    }
}
