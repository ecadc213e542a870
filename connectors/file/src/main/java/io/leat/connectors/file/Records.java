package io.leat.connectors.file;

import io.leat.connect.api.fault.RecordFault;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a record of an event's bytes. The value is the one copy that is made of them. */
final class Records {
    private static final Logger LOG = LoggerFactory.getLogger(Records.class);

    private final FileSourceSettings settings;
    private final Charset charset;
    private final TopicName topic;
    private final LineHeaders headers;
    private final JsonLine json = new JsonLine();
    private final boolean dropCarriageReturn;
    private final TailMetrics metrics;
    private @Nullable Destination last;

    /** @param host the name of this machine, for the header that holds it */
    Records(FileSourceSettings settings, String host, TailMetrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
        charset = settings.encoding();
        topic = new TopicName(settings.topic());
        headers = new LineHeaders(settings.headers(), host);
        var delimiter = settings.delimiter();
        dropCarriageReturn =
                settings.format() != FileSourceSettings.Format.BYTES && delimiter.length == 1 && delimiter[0] == '\n';
    }

    /**
     * The record of the bytes {@code [from, to)}; empty where the settings leave it out.
     *
     * @param after where reading stands after them
     * @throws RecordFault where the settings say that such bytes stop the task
     */
    Optional<SourceRecord> make(TailedFile file, Mark after, byte[] bytes, int from, int to) {
        var end = dropCarriageReturn && to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        return switch (settings.format()) {
            case TEXT -> Optional.of(record(file, after, text(bytes, from, end)));
            case BYTES -> Optional.of(record(file, after, binary(bytes, from, end)));
            case JSON -> json(file, after, bytes, from, end);
        };
    }

    private Optional<SourceRecord> json(TailedFile file, Mark after, byte[] bytes, int from, int to) {
        try {
            var value = json.parse(bytes, from, to);
            return Optional.of(record(file, after, new SchemaAndValue(null, value)));
        } catch (IOException e) {
            return malformed(file, after, text(bytes, from, to), e);
        }
    }

    private Optional<SourceRecord> malformed(TailedFile file, Mark after, SchemaAndValue line, IOException cause) {
        var place = "Line " + (file.mark().line() + 1) + " of " + file.path() + ", at byte "
                + file.mark().position() + ", is not JSON";
        metrics.malformedLine();
        switch (settings.onMalformedLine()) {
            case TEXT:
                return Optional.of(record(file, after, line));
            case SKIP:
                LOG.warn("{}: it is left out", place);
                return Optional.empty();
            default:
                throw new RecordFault(place + "; set on.malformed.line to text or skip, or format to text", cause);
        }
    }

    private SchemaAndValue text(byte[] bytes, int from, int to) {
        return new SchemaAndValue(Schema.STRING_SCHEMA, new String(bytes, from, to - from, charset));
    }

    private static SchemaAndValue binary(byte[] bytes, int from, int to) {
        var value = new byte[to - from];
        System.arraycopy(bytes, from, value, 0, value.length);
        return new SchemaAndValue(Schema.BYTES_SCHEMA, value);
    }

    private SourceRecord record(TailedFile file, Mark after, SchemaAndValue value) {
        var destination = destinationOf(file.path());
        return new SourceRecord(
                file.lineage().partition(),
                after.toOffset(),
                destination.topic,
                null,
                destination.key == null ? null : Schema.STRING_SCHEMA,
                destination.key,
                value.schema(),
                value.value(),
                after.time(),
                headers.of(file, file.mark()));
    }

    /** Consecutive records mostly come from one file. */
    private Destination destinationOf(Path path) {
        var known = last;
        if (known == null || !known.path.equals(path)) {
            known = new Destination(path, topic.of(path), key(path));
            last = known;
        }
        return known;
    }

    private @Nullable String key(Path path) {
        return switch (settings.key()) {
            case NONE -> null;
            case PATH -> path.toString();
            case NAME -> RotationName.of(path).live();
        };
    }

    private record Destination(
            Path path, String topic, @Nullable String key) {}
}
