package io.leat.connectors.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.leat.connect.api.fault.RecordFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Connect data as plain JSON, without a schema around it, written straight to bytes. Structs and Maps become objects,
 * Lists arrays, bytes base64. A Map's keys may be texts, numbers or booleans. NaN and infinities become strings, because
 * JSON has no such numbers. Safe for several threads.
 */
public final class JsonWriter {

    private final JsonFactory factory = new JsonFactory();
    private final JsonScalars scalars;

    public JsonWriter(JsonFormat format) {
        this.scalars = new JsonScalars(format);
    }

    /**
     * @param schema of the value; null for data without one
     * @throws RecordFault if the value holds what JSON cannot
     */
    public byte[] write(@Nullable Schema schema, @Nullable Object value) {
        try (var bytes = new ByteArrayBuilder(256)) {
            try (var json = factory.createGenerator(bytes)) {
                write(json, schema, value);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
    }

    /** As above, into JSON that the caller has begun. */
    public void write(JsonGenerator json, @Nullable Schema schema, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof CharSequence text) {
            json.writeString(text.toString());
        } else if (value instanceof Struct struct) {
            writeStruct(json, struct);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(json, schema, map);
        } else if (value instanceof Collection<?> list) {
            writeList(json, schema, list);
        } else {
            writeScalar(json, schema, value);
        }
    }

    private void writeStruct(JsonGenerator json, Struct struct) throws IOException {
        json.writeStartObject();
        for (var field : struct.schema().fields()) {
            json.writeFieldName(field.name());
            write(json, field.schema(), struct.get(field));
        }
        json.writeEndObject();
    }

    private void writeMap(JsonGenerator json, @Nullable Schema schema, Map<?, ?> map) throws IOException {
        var valueSchema = schema == null ? null : schema.valueSchema();
        json.writeStartObject();
        for (var entry : map.entrySet()) {
            json.writeFieldName(FieldPath.text(entry.getKey())
                    .orElseThrow(() -> new RecordFault(
                            "a Map with keys that are no text, number or boolean has no form" + " in JSON")));
            write(json, valueSchema, entry.getValue());
        }
        json.writeEndObject();
    }

    private void writeList(JsonGenerator json, @Nullable Schema schema, Collection<?> list) throws IOException {
        var elementSchema = schema == null ? null : schema.valueSchema();
        json.writeStartArray();
        for (var element : list) {
            write(json, elementSchema, element);
        }
        json.writeEndArray();
    }

    private void writeScalar(JsonGenerator json, @Nullable Schema schema, Object value) throws IOException {
        if (value instanceof Number number) {
            writeNumber(json, number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof byte[] bytes) {
            json.writeBinary(bytes);
        } else if (value instanceof ByteBuffer buffer) {
            var bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            json.writeBinary(bytes);
        } else if (value instanceof Date time) {
            scalars.writeTime(json, schema, time);
        } else {
            throw new RecordFault("a " + value.getClass().getName() + " has no form in JSON");
        }
    }

    private void writeNumber(JsonGenerator json, Number number) throws IOException {
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            json.writeNumber(number.longValue());
        } else if (number instanceof Double) {
            json.writeNumber(number.doubleValue());
        } else if (number instanceof Float) {
            json.writeNumber(number.floatValue());
        } else if (number instanceof BigDecimal decimal) {
            scalars.writeDecimal(json, decimal);
        } else {
            json.writeNumber(number.toString());
        }
    }
}
