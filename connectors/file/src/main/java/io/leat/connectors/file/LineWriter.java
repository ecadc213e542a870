package io.leat.connectors.file;

import io.leat.connect.api.fault.RecordFault;
import io.leat.connectors.delivery.ErrantRecords;
import io.leat.connectors.delivery.JsonWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Makes a line of a record's value. */
final class LineWriter {
    private final FileSinkSettings settings;
    private final JsonWriter json;

    LineWriter(FileSinkSettings settings) {
        this.settings = settings;
        json = new JsonWriter(settings.json());
    }

    /**
     * The line without its end; empty for a record that is to be left out.
     *
     * @throws RecordFault if the value has no form as a line
     */
    Optional<byte[]> line(SinkRecord record) {
        var value = record.value();
        if (value == null && settings.behaviorOnNullValues() != FileSinkSettings.OnNull.WRITE) {
            return withoutValue(record);
        }
        return Optional.of(
                settings.format() == FileSinkSettings.Format.JSON
                        ? json.write(record.valueSchema(), value)
                        : plain(record, value));
    }

    private Optional<byte[]> withoutValue(SinkRecord record) {
        if (settings.behaviorOnNullValues() == FileSinkSettings.OnNull.FAIL) {
            throw new RecordFault(
                    ErrantRecords.name(record) + " has no value; behavior.on.null.values could ignore or write it");
        }
        return Optional.empty();
    }

    private byte[] plain(SinkRecord record, @Nullable Object value) {
        if (value == null) {
            return new byte[0];
        }
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof ByteBuffer buffer) {
            var bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        return json.write(record.valueSchema(), value);
    }
}
