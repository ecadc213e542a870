package io.leat.runtime.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON of the ledger topic and of the notes beside committed offsets, in numbers and names that any tool can add up:
 *
 * <pre>
 *   {"read":7,"replayed":0,"split":2,"filtered":1,"deadLettered":0,"skipped":0,"delivered":8}
 * </pre>
 */
final class LedgerJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonFactory FACTORY = MAPPER.getFactory();

    private LedgerJson() {}

    /** Writes the fields of one object. */
    interface Content {

        void to(JsonGenerator json) throws IOException;
    }

    static byte[] object(Content content) {
        return write(json -> {
            json.writeStartObject();
            content.to(json);
            json.writeEndObject();
        });
    }

    static byte[] write(Content content) {
        var bytes = new ByteArrayOutputStream(512);
        try (var json = FACTORY.createGenerator(bytes)) {
            content.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException if the bytes are not JSON */
    static JsonNode parse(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    static void write(JsonGenerator json, Counts counts) throws IOException {
        json.writeNumberField("read", counts.read());
        json.writeNumberField("replayed", counts.replayed());
        json.writeNumberField("split", counts.split());
        json.writeNumberField("filtered", counts.filtered());
        json.writeNumberField("deadLettered", counts.deadLettered());
        json.writeNumberField("skipped", counts.skipped());
        json.writeNumberField("delivered", counts.delivered());
    }

    static Counts counts(JsonNode json) {
        return new Counts(
                json.path("read").asLong(),
                json.path("replayed").asLong(),
                json.path("split").asLong(),
                json.path("filtered").asLong(),
                json.path("deadLettered").asLong(),
                json.path("skipped").asLong(),
                json.path("delivered").asLong());
    }

    static void write(JsonGenerator json, Entry entry) throws IOException {
        json.writeNumberField("size", entry.size());
        json.writeObjectFieldStart("counts");
        write(json, entry.counts());
        json.writeEndObject();
        json.writeArrayFieldStart("spans");
        for (var span : entry.spans()) {
            write(json, span);
        }
        json.writeEndArray();
        json.writeNumberField("others", entry.others());
    }

    private static void write(JsonGenerator json, Span span) throws IOException {
        json.writeStartObject();
        json.writeFieldName("partition");
        json.writeRawValue(span.partition());
        json.writeFieldName("first");
        json.writeRawValue(span.first());
        json.writeFieldName("last");
        json.writeRawValue(span.last());
        json.writeNumberField("gaps", span.gaps());
        json.writeNumberField("moved", span.moved());
        json.writeEndObject();
    }

    static Entry entry(long start, JsonNode json) {
        var spans = new ArrayList<Span>();
        json.path("spans").forEach(span -> spans.add(span(span)));
        return new Entry(
                start,
                json.path("size").asLong(),
                counts(json.path("counts")),
                spans,
                json.path("others").asLong());
    }

    private static Span span(JsonNode json) {
        return new Span(
                json.path("partition").toString(),
                json.path("first").toString(),
                json.path("last").toString(),
                json.path("gaps").asLong(),
                json.path("moved").asLong());
    }

    /** A name or number of the log's partitions, as the spans of sinks have it. */
    static String array(List<?> values) {
        return new String(
                write(json -> {
                    json.writeStartArray();
                    for (var value : values) {
                        if (value instanceof Number number) {
                            json.writeNumber(number.longValue());
                        } else {
                            json.writeString(value.toString());
                        }
                    }
                    json.writeEndArray();
                }),
                java.nio.charset.StandardCharsets.UTF_8);
    }
}
