package io.leat.converters;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Turns a schema into the reader of its values. JSON of another type than the schema's is no error by itself: it reads
 * as zero, false or null, as Kafka's converter has it; a struct then refuses the null of a required field.
 */
record ValueReaders(boolean replaceNullWithDefault) {

    TypedReader of(Schema schema, String where) {
        return new TypedReader(schema, where, replaceNullWithDefault, body(schema, where));
    }

    /** A logical type is known by its name alone, whatever the type below it: as Kafka's converter does. */
    private ValueReader body(Schema schema, String where) {
        if (schema.name() == null) {
            return plain(schema, where);
        }
        return switch (schema.name()) {
            case Decimal.LOGICAL_NAME -> json -> decimal(schema, json, where);
            case org.apache.kafka.connect.data.Date.LOGICAL_NAME ->
                json -> org.apache.kafka.connect.data.Date.toLogical(schema, int32(json, "Date", where));
            case Time.LOGICAL_NAME -> json -> Time.toLogical(schema, int32(json, "Time", where));
            case Timestamp.LOGICAL_NAME -> json -> timestamp(schema, json, where);
            default -> plain(schema, where);
        };
    }

    private ValueReader plain(Schema schema, String where) {
        return switch (schema.type()) {
            case INT8 -> json -> (byte) Numbers.asLong(json);
            case INT16 -> json -> (short) Numbers.asLong(json);
            case INT32 -> json -> (int) Numbers.asLong(json);
            case INT64 -> Numbers::asLong;
            case FLOAT32 -> Numbers::asFloat;
            case FLOAT64 -> Numbers::asDouble;
            case BOOLEAN -> ValueReaders::bool;
            case STRING -> ValueReaders::text;
            case BYTES -> json -> bytes(json, where);
            case ARRAY -> new ArrayReader(of(schema.valueSchema(), where + "[]"));
            case MAP -> map(schema, where);
            case STRUCT -> new StructReader(schema, this, where);
        };
    }

    private ValueReader map(Schema schema, String where) {
        var values = of(schema.valueSchema(), where + "{}");
        return schema.keySchema().type() == Schema.Type.STRING
                ? new ObjectReader(values, where)
                : new PairsReader(of(schema.keySchema(), where + "{key}"), values, where);
    }

    private static boolean bool(JsonParser json) throws IOException {
        SchemalessReader.INSTANCE.read(json);
        return json.currentToken() == JsonToken.VALUE_TRUE;
    }

    private static @Nullable String text(JsonParser json) throws IOException {
        return SchemalessReader.INSTANCE.read(json) instanceof String text ? text : null;
    }

    private static byte @Nullable [] bytes(JsonParser json, String where) throws IOException {
        var text = text(json);
        try {
            return text == null ? null : Base64Variants.getDefaultVariant().decode(text.trim());
        } catch (IllegalArgumentException e) {
            throw new DataException("Invalid bytes field at " + where + ": not Base64", e);
        }
    }

    private static Object decimal(Schema schema, JsonParser json, String where) throws IOException {
        if (Numbers.isNumber(json)) {
            return json.getDecimalValue();
        }
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw unfit("Decimal", "numeric or bytes", json, where);
        }
        var unscaled = bytes(json, where);
        try {
            return Decimal.toLogical(schema, unscaled);
        } catch (NumberFormatException e) {
            throw new DataException("Invalid bytes for Decimal field at " + where, e);
        }
    }

    private static int int32(JsonParser json, String type, String where) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT || json.getNumberType() != NumberType.INT) {
            throw unfit(type, "integer", json, where);
        }
        return json.getIntValue();
    }

    private static Date timestamp(Schema schema, JsonParser json, String where) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw unfit("Timestamp", "integral", json, where);
        }
        return Timestamp.toLogical(schema, Numbers.asLong(json));
    }

    private static DataException unfit(String type, String expected, JsonParser json, String where) {
        return new DataException("Invalid type for " + type + " at " + where + ", underlying representation should be "
                + expected + " but was " + JsonKind.of(json));
    }
}
