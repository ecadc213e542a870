package io.leat.runtime.letters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Values of primitive types, and of the logical types that stand for them. */
final class PrimitiveJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> DATES =
            Set.of(org.apache.kafka.connect.data.Date.LOGICAL_NAME, Time.LOGICAL_NAME, Timestamp.LOGICAL_NAME);

    private PrimitiveJson() {}

    private static boolean isDate(Schema schema) {
        return schema.name() != null && DATES.contains(schema.name());
    }

    private static boolean isDecimal(Schema schema) {
        return Decimal.LOGICAL_NAME.equals(schema.name());
    }

    /** @return null if the value is not what the schema says */
    static @Nullable JsonNode write(Schema schema, Object value) {
        if (isDate(schema)) {
            return value instanceof Date date ? NODES.numberNode(date.getTime()) : null;
        }
        if (isDecimal(schema)) {
            return value instanceof BigDecimal number ? NODES.textNode(number.toString()) : null;
        }
        return switch (schema.type()) {
            case INT8 -> value instanceof Byte number ? NODES.numberNode(number) : null;
            case INT16 -> value instanceof Short number ? NODES.numberNode(number) : null;
            case INT32 -> value instanceof Integer number ? NODES.numberNode(number) : null;
            case INT64 -> value instanceof Long number ? NODES.numberNode(number) : null;
            case FLOAT32 -> value instanceof Float number && Float.isFinite(number) ? NODES.numberNode(number) : null;
            case FLOAT64 -> value instanceof Double number && Double.isFinite(number) ? NODES.numberNode(number) : null;
            case BOOLEAN -> value instanceof Boolean bool ? NODES.booleanNode(bool) : null;
            case STRING -> value instanceof String text ? NODES.textNode(text) : null;
            case BYTES -> value instanceof byte[] bytes ? NODES.textNode(base64(bytes)) : null;
            default -> null;
        };
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] bytes(JsonNode json) {
        try {
            return Base64.getDecoder().decode(json.asText());
        } catch (IllegalArgumentException e) {
            throw new DataException("Bytes must be given as base64.");
        }
    }

    static Object read(Schema schema, JsonNode json) {
        if (isDate(schema)) {
            return new Date(number(json).longValue());
        }
        if (isDecimal(schema)) {
            return decimal(json);
        }
        return switch (schema.type()) {
            case INT8 -> (byte) whole(json, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case INT16 -> (short) whole(json, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT32 -> (int) whole(json, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INT64 -> whole(json, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT32 -> Float.parseFloat(number(json).asText());
            case FLOAT64 -> number(json).doubleValue();
            case BOOLEAN -> bool(json);
            case BYTES -> bytes(json);
            default -> text(json);
        };
    }

    static BigDecimal decimal(JsonNode json) {
        try {
            return new BigDecimal(json.asText());
        } catch (NumberFormatException e) {
            throw new DataException("A decimal must be given as its digits, such as \"1.50\".");
        }
    }

    private static long whole(JsonNode json, long least, long most) {
        if (!json.isIntegralNumber()
                || !json.canConvertToLong()
                || json.longValue() < least
                || json.longValue() > most) {
            throw new DataException("The schema asks for a whole number from " + least + " to " + most + ".");
        }
        return json.longValue();
    }

    private static JsonNode number(JsonNode json) {
        if (!json.isNumber()) {
            throw new DataException("The schema asks for a number.");
        }
        return json;
    }

    private static boolean bool(JsonNode json) {
        if (!json.isBoolean()) {
            throw new DataException("The schema asks for true or false.");
        }
        return json.booleanValue();
    }

    private static String text(JsonNode json) {
        if (!json.isTextual()) {
            throw new DataException("The schema asks for a string.");
        }
        return json.textValue();
    }
}
