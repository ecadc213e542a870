package io.leat.converters;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Reads envelopes, in the first of three ways that fits:
 *
 * <pre>
 * {"schema":{…},"payload":  …  }
 * └─────── head ─────────┘ └─┘
 * </pre>
 *
 * <ol>
 *   <li>the head is byte for byte that of the document before: only the payload is parsed;
 *   <li>schema before payload and nothing else: parsed once, the schema found by its bytes;
 *   <li>anything else, and any error: as a tree, which has the last word.
 * </ol>
 */
final class EnvelopeReader {

    private static final String SCHEMA = "schema";
    private static final String PAYLOAD = "payload";
    private static final Plan SCHEMALESS = new Plan(null, SchemalessReader.INSTANCE);

    private final JsonSource source;
    private final SchemaReader schemas;
    private final ValueReaders values;
    private final Cache<ByteBuffer, Plan> plans;
    private volatile Head last;

    private record Plan(@Nullable Schema schema, ValueReader payload) {}

    private record Head(byte[] bytes, Plan plan) {}

    EnvelopeReader(JsonSource source, SchemaReader schemas, ValueReaders values, int cacheSize) {
        this.source = source;
        this.schemas = schemas;
        this.values = values;
        plans = new SynchronizedCache<>(new LRUCache<>(cacheSize));
        last = new Head(new byte[0], SCHEMALESS);
    }

    SchemaAndValue read(byte[] document) throws IOException {
        var result = sameHead(document, last);
        if (result == null) {
            result = schemaFirst(document);
        }
        return result == null ? tree(document) : result;
    }

    private @Nullable SchemaAndValue sameHead(byte[] document, Head head) {
        int start = head.bytes.length;
        int end = closingBrace(document);
        if (!isUtf8(document, start, end) || !Arrays.equals(document, 0, start, head.bytes, 0, start)) {
            return null;
        }
        try (var json = source.openPayload(document, start, end - start)) {
            json.nextToken();
            var value = head.plan.payload.read(json);
            return json.nextToken() == null ? new SchemaAndValue(head.plan.schema, value) : null;
        } catch (IOException | DataException e) {
            // Not for good: the tree tells what is wrong, or that nothing is.
            return null;
        }
    }

    private static int closingBrace(byte[] document) {
        int at = document.length - 1;
        while (at >= 0 && document[at] != '}') {
            at--;
        }
        return at;
    }

    /** Whether a parser that starts here cannot mistake the text for UTF-16, UTF-32 or a byte order mark. */
    private static boolean isUtf8(byte[] document, int start, int end) {
        if (start == 0 || end <= start || document[start] <= 0) {
            return false;
        }
        for (int i = start + 1; i < Math.min(end, start + 4); i++) {
            if (document[i] == 0) {
                return false;
            }
        }
        return true;
    }

    private @Nullable SchemaAndValue schemaFirst(byte[] document) throws IOException {
        try (var json = source.open(document)) {
            if (json.nextToken() != JsonToken.START_OBJECT || !SCHEMA.equals(json.nextFieldName())) {
                return null;
            }
            var plan = plan(document, json);
            if (plan == null || !PAYLOAD.equals(json.nextFieldName())) {
                return null;
            }
            json.nextToken();
            int start = (int) json.currentTokenLocation().getByteOffset();
            var value = plan.payload.read(json);
            if (json.nextToken() != JsonToken.END_OBJECT) {
                return null;
            }
            if (start > 0) {
                last = new Head(Arrays.copyOf(document, start), plan);
            }
            return new SchemaAndValue(plan.schema, value);
        } catch (DataException e) {
            return null;
        }
    }

    private @Nullable Plan plan(byte[] document, JsonParser json) throws IOException {
        if (json.nextToken() == JsonToken.VALUE_NULL) {
            return SCHEMALESS;
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return null;
        }
        int start = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        int end = (int) json.currentLocation().getByteOffset();
        // Without offsets the document is not UTF-8.
        boolean located = start >= 0 && end <= document.length && document[start] == '{' && document[end - 1] == '}';
        return located ? plan(ByteBuffer.wrap(document, start, end - start)) : null;
    }

    private Plan plan(ByteBuffer schemaJson) throws IOException {
        var known = plans.get(schemaJson);
        if (known != null) {
            return known;
        }
        var json = new byte[schemaJson.remaining()];
        schemaJson.duplicate().get(json);
        var schema = (Schema) source.read(json, parser -> schemas.read(JsonTree.read(parser)));
        var plan = schema == null ? SCHEMALESS : new Plan(schema, values.of(schema, PAYLOAD));
        plans.put(ByteBuffer.wrap(json), plan);
        return plan;
    }

    private SchemaAndValue tree(byte[] document) throws IOException {
        var tree = source.read(document, JsonTree::read);
        if (!(tree instanceof Map<?, ?> envelope)
                || envelope.size() != 2
                || !envelope.containsKey(SCHEMA)
                || !envelope.containsKey(PAYLOAD)) {
            throw new DataException(
                    "JsonConverter with schemas.enable requires \"schema\" and \"payload\" fields and may"
                            + " not contain additional fields. If you are trying to deserialize plain JSON data, set"
                            + " schemas.enable=false in your converter configuration.");
        }
        var plan = plan(ByteBuffer.wrap(JsonTree.toBytes(envelope.get(SCHEMA))));
        return new SchemaAndValue(plan.schema, source.read(envelope.get(PAYLOAD), plan.payload));
    }
}
