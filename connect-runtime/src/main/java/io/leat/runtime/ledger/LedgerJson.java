package io.leat.runtime.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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

    private LedgerJson() {}

    /** Writes the fields of one object. */
    interface Content {

        void to(StringBuilder json);
    }

    /**
     * By hand, for a task does it with each of its appends: numbers under names that are known, and JSON that is there
     * already.
     */
    static byte[] object(Content content) {
        var json = new StringBuilder(512);
        json.append('{');
        content.to(json);
        json.append('}');
        return json.toString().getBytes(UTF_8);
    }

    static void number(StringBuilder json, String name, long value) {
        name(json, name);
        json.append(value);
    }

    static void object(StringBuilder json, String name, Counts counts) {
        name(json, name);
        json.append('{');
        write(json, counts);
        json.append('}');
    }

    private static void name(StringBuilder json, String name) {
        var last = json.charAt(json.length() - 1);
        json.append(last == '{' ? "\"" : ",\"").append(name).append("\":");
    }

    /** @throws IllegalArgumentException if the bytes are not JSON */
    static JsonNode parse(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    static void write(StringBuilder json, Counts counts) {
        number(json, "read", counts.read());
        number(json, "replayed", counts.replayed());
        number(json, "split", counts.split());
        number(json, "filtered", counts.filtered());
        number(json, "deadLettered", counts.deadLettered());
        number(json, "skipped", counts.skipped());
        number(json, "delivered", counts.delivered());
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

    static void write(StringBuilder json, Entry entry) {
        number(json, "size", entry.size());
        object(json, "counts", entry.counts());
        name(json, "spans");
        json.append('[');
        for (var i = 0; i < entry.spans().size(); i++) {
            json.append(i == 0 ? "" : ",");
            write(json, entry.spans().get(i));
        }
        json.append(']');
        number(json, "others", entry.others());
    }

    private static void write(StringBuilder json, Span span) {
        json.append('{');
        raw(json, "partition", span.partition());
        raw(json, "first", span.first());
        raw(json, "last", span.last());
        number(json, "gaps", span.gaps());
        number(json, "moved", span.moved());
        json.append('}');
    }

    private static void raw(StringBuilder json, String name, String value) {
        name(json, name);
        json.append(value);
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
        var array = MAPPER.createArrayNode();
        for (var value : values) {
            if (value instanceof Number number) {
                array.add(number.longValue());
            } else {
                array.add(value.toString());
            }
        }
        return array.toString();
    }
}
