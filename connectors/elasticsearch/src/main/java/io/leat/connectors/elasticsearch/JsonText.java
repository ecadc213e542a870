package io.leat.connectors.elasticsearch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/**
 * JSON that arrives as text and is to be sent as it is. It is checked first: one line that is no JSON can make
 * Elasticsearch refuse the whole request.
 */
final class JsonText {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonText() {}

    /**
     * A JSON object within text.
     *
     * @param start of the object, at its brace
     * @param end after its closing brace
     * @param hasField whether it has the field that was asked for
     * @param isEmpty whether it has no field at all
     */
    record JsonObject(int start, int end, boolean hasField, boolean isEmpty) {}

    /** Empty if the text is anything else than one JSON object, with white space around it. */
    static Optional<JsonObject> read(byte[] text, String field) {
        var start = 0;
        while (start < text.length && isSpace(text[start])) {
            start++;
        }
        if (start == text.length || text[start] != '{') {
            return Optional.empty();
        }
        try (var json = JSON.createParser(text, start, text.length - start)) {
            json.nextToken();
            var names = new Names(field);
            names.readAll(json);
            var length =
                    json.currentLocation().getByteOffset(); // -1 for UTF-16 and UTF-32, which a request cannot hold
            return length < 0 || json.nextToken() != null
                    ? Optional.empty()
                    : Optional.of(new JsonObject(start, start + (int) length, names.found, names.count == 0));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** White space between tokens may be line ends, which would end the line of a bulk request. */
    static void copyToOneLine(byte[] text, int start, int end, LineBuffer lines) {
        var from = lines.size();
        lines.write(text, start, end - start);
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i) == '\n' || lines.get(i) == '\r') {
                lines.set(i, ' ');
            }
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    /** The names of an object's own fields, not of those within. */
    private static final class Names {

        private final String wanted;
        private boolean found;
        private int count;

        Names(String wanted) {
            this.wanted = wanted;
        }

        void readAll(JsonParser json) throws IOException {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                found |= json.currentName().equals(wanted);
                count++;
                json.nextToken();
                json.skipChildren();
            }
        }
    }
}
