package io.leat.converters;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/** Turns a schema into the writer of its values. {@code where} names the place in messages: {@code value.order.id}. */
record ValueWriters(FastJsonSettings.DecimalFormat decimals, boolean replaceNullWithDefault) {

    TypedWriter of(Schema schema, String where) {
        return new TypedWriter(schema, where, replaceNullWithDefault, body(schema, where));
    }

    /** A logical type is known by its name alone, whatever the type below it: as Kafka's converter does. */
    private TypedWriter.Body body(Schema schema, String where) {
        if (schema.name() == null) {
            return plain(schema, where);
        }
        return switch (schema.name()) {
            case Decimal.LOGICAL_NAME -> (value, out) -> decimal(schema, expect(value, BigDecimal.class, where), out);
            case org.apache.kafka.connect.data.Date.LOGICAL_NAME ->
                (value, out) -> out.number(
                        org.apache.kafka.connect.data.Date.fromLogical(schema, expect(value, Date.class, where)));
            case Time.LOGICAL_NAME ->
                (value, out) -> out.number(Time.fromLogical(schema, expect(value, Date.class, where)));
            case Timestamp.LOGICAL_NAME ->
                (value, out) -> out.number(Timestamp.fromLogical(schema, expect(value, Date.class, where)));
            default -> plain(schema, where);
        };
    }

    private TypedWriter.Body plain(Schema schema, String where) {
        return switch (schema.type()) {
            case ARRAY -> new ArrayWriter(of(schema.valueSchema(), where + "[]"));
            case MAP ->
                MapWriter.of(schema, of(schema.keySchema(), where + "{key}"), of(schema.valueSchema(), where + "{}"));
            case STRUCT -> new StructWriter(schema, this, where);
            default -> scalar(schema.type());
        };
    }

    /**
     * A class for each type, rather than one that looks at the type: where many classes meet, the compiler inlines none of
     * them, and what takes it a second to compile for a record as a whole takes it a few milliseconds in pieces.
     */
    private static TypedWriter.Body scalar(Schema.Type type) {
        return switch (type) {
            case INT8 -> (value, out) -> out.number((Byte) value);
            case INT16 -> (value, out) -> out.number((Short) value);
            case INT32 -> (value, out) -> out.number((Integer) value);
            case INT64 -> (value, out) -> out.number((Long) value);
            case FLOAT32 -> (value, out) -> out.number((Float) value);
            case FLOAT64 -> (value, out) -> out.number((Double) value);
            case BOOLEAN -> (value, out) -> out.bool((Boolean) value);
            case STRING ->
                (value, out) -> out.string(value instanceof String text ? text : ((CharSequence) value).toString());
            case BYTES -> ValueWriters::bytes;
            default -> throw new IllegalStateException(type + " is not scalar");
        };
    }

    /** The whole array behind a buffer, wherever it stands: Kafka's converter ignores position and limit. */
    private static void bytes(Object value, JsonOutput out) {
        out.base64(value instanceof ByteBuffer buffer ? buffer.array() : (byte[]) value);
    }

    private void decimal(Schema schema, BigDecimal value, JsonOutput out) {
        switch (decimals) {
            case NUMERIC -> out.unescaped(value.toString());
            case BASE64 -> out.base64(Decimal.fromLogical(schema, value));
        }
    }

    private static <T> T expect(Object value, Class<T> type, String where) {
        if (!type.isInstance(value)) {
            throw new DataException(
                    "Invalid type at " + where + ": expected " + type.getSimpleName() + " but was " + value.getClass());
        }
        return type.cast(value);
    }
}
