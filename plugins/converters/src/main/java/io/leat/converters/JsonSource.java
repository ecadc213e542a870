package io.leat.converters;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Opens parsers that take what Kafka's converter takes: leading zeros besides the standard, and anything behind the
 * first value is ignored.
 */
final class JsonSource {

    private final JsonFactory documents = factory(0);
    private final JsonFactory payloads = factory(1);

    /** Names are not interned: documents whose member names are data would fill the JVM's string table. */
    private static JsonFactory factory(int levelsAbove) {
        var limits = StreamReadConstraints.defaults();
        return JsonFactory.builder()
                .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(limits.rebuild()
                        .maxNestingDepth(limits.getMaxNestingDepth() - levelsAbove)
                        .build())
                .build();
    }

    /** A parser of a part of a document that lies one level deep. */
    JsonParser openPayload(byte[] bytes, int from, int length) throws IOException {
        return payloads.createParser(bytes, from, length);
    }

    JsonParser open(byte[] bytes) throws IOException {
        return documents.createParser(bytes);
    }

    /** Reads the first value of a text; an empty one counts as missing. */
    @Nullable
    Object read(byte[] bytes, ValueReader reader) throws IOException {
        try (var json = open(bytes)) {
            json.nextToken();
            return reader.read(json);
        }
    }

    /** Reads a value again that was read as a tree. */
    @Nullable
    Object read(@Nullable Object tree, ValueReader reader) throws IOException {
        return read(JsonTree.toBytes(tree), reader);
    }
}
