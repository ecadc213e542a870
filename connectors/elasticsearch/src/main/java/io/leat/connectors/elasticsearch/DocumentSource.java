package io.leat.connectors.elasticsearch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.leat.connect.api.fault.RecordFault;
import io.leat.connectors.delivery.ErrantRecords;
import io.leat.connectors.delivery.FieldPath;
import io.leat.connectors.delivery.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record's value as a JSON object in one line. Structs and Maps are written as they are; text that is a JSON
 * object is taken over byte by byte; other text becomes the only field of a document.
 */
final class DocumentSource {

    private static final JsonFactory JSON =
            JsonFactory.builder().build().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private static final byte[] EMPTY = {'{', '}'};

    private final JsonWriter writer;
    private final String textField;
    private final String timeField;
    private final List<String> timeSources;

    /**
     * @param textField for plain text; empty if that is malformed
     * @param timeField that every document has; empty if there is none
     * @param timeSources fields to take the time from, before the record's own
     */
    DocumentSource(JsonWriter writer, String textField, String timeField, List<String> timeSources) {
        this.writer = writer;
        this.textField = textField;
        this.timeField = timeField;
        this.timeSources = List.copyOf(timeSources);
    }

    /** @throws RecordFault if the value cannot be a document */
    void write(SinkRecord record, LineBuffer lines) {
        var value = record.value();
        try {
            if (value instanceof Struct || value instanceof Map) {
                writeObject(record, value, lines);
            } else if (value instanceof CharSequence text) {
                writeText(record, text.toString().getBytes(StandardCharsets.UTF_8), lines);
            } else if (value instanceof byte[] bytes) {
                writeText(record, bytes, lines);
            } else if (value instanceof ByteBuffer buffer) {
                var bytes = new byte[buffer.remaining()];
                buffer.duplicate().get(bytes);
                writeText(record, bytes, lines);
            } else {
                throw unsuitable(record, value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
    }

    private void writeObject(SinkRecord record, Object value, LineBuffer lines) throws IOException {
        var time = timeField.isEmpty() || FieldPath.find(value, timeField).isPresent() ? null : timeOf(record, value);
        var start = writeTime(time, lines);
        try (var json = JSON.createGenerator(lines)) {
            writer.write(json, record.valueSchema(), value);
        }
        join(start, time != null, lines);
    }

    private void writeText(SinkRecord record, byte[] text, LineBuffer lines) throws IOException {
        var object = JsonText.read(text, timeField);
        if (object.isEmpty()) {
            writePlain(record, text, lines);
            return;
        }
        var time = timeField.isEmpty() || object.get().hasField() ? null : timeOf(record, null);
        var start = writeTime(time, lines);
        if (object.get().isEmpty()) {
            lines.write(EMPTY);
        } else {
            JsonText.copyToOneLine(text, object.get().start(), object.get().end(), lines);
        }
        join(start, time != null, lines);
    }

    private void writePlain(SinkRecord record, byte[] text, LineBuffer lines) throws IOException {
        if (textField.isEmpty()) {
            throw new RecordFault(ErrantRecords.name(record)
                    + " has text for a value that is no JSON object; text.field would make a field of it");
        }
        try (var json = JSON.createGenerator(lines)) {
            json.writeStartObject();
            if (!timeField.isEmpty()) {
                json.writeFieldName(timeField);
                writer.write(json, null, timeOf(record, null));
            }
            json.writeStringField(textField, new String(text, StandardCharsets.UTF_8));
            json.writeEndObject();
        }
    }

    /** Begins the object with the time; returns where the rest of the object starts. */
    private int writeTime(@Nullable Object time, LineBuffer lines) throws IOException {
        if (time != null) {
            try (var json = JSON.createGenerator(lines)) {
                json.writeStartObject();
                json.writeFieldName(timeField);
                writer.write(json, null, time);
                json.writeEndObject();
            }
            lines.cutTo(lines.size() - 1);
        }
        return lines.size();
    }

    /** Makes one object of {@code {"@timestamp":"…"} and {@code {…}}: the second brace becomes a comma. */
    private static void join(int start, boolean timeBefore, LineBuffer lines) {
        if (!timeBefore) {
            return;
        }
        if (lines.size() - start == 2) {
            lines.cutTo(start);
            lines.write('}');
        } else {
            lines.set(start, ',');
        }
    }

    private Object timeOf(SinkRecord record, @Nullable Object value) {
        return timeSources.stream()
                .map(field -> FieldPath.find(value, field))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> Instant.ofEpochMilli(record.timestamp() == null ? 0 : record.timestamp())
                        .toString());
    }

    private static RecordFault unsuitable(SinkRecord record, @Nullable Object value) {
        return new RecordFault(ErrantRecords.name(record) + " has a value that is a "
                + (value == null ? "null" : value.getClass().getSimpleName())
                + "; a document is a Struct, a Map or text (the transform HoistField$Value makes a field of a value)");
    }
}
