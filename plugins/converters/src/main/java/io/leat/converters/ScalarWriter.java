package io.leat.converters;

import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Schema;

/** Numbers, booleans, text and bytes, by the type of their schema. */
record ScalarWriter(Schema.Type type) implements TypedWriter.Body {

    @Override
    public void write(Object value, JsonOutput out) {
        switch (type) {
            case INT8 -> out.number((Byte) value);
            case INT16 -> out.number((Short) value);
            case INT32 -> out.number((Integer) value);
            case INT64 -> out.number((Long) value);
            case FLOAT32 -> out.number((Float) value);
            case FLOAT64 -> out.number((Double) value);
            case BOOLEAN -> out.bool((Boolean) value);
            case STRING -> out.string(value instanceof String text ? text : ((CharSequence) value).toString());
            case BYTES -> bytes(value, out);
            default -> throw new IllegalStateException(type + " is not scalar");
        }
    }

    /** The whole array behind a buffer, wherever it stands: Kafka's converter ignores position and limit. */
    private static void bytes(Object value, JsonOutput out) {
        out.base64(value instanceof ByteBuffer buffer ? buffer.array() : (byte[]) value);
    }
}
