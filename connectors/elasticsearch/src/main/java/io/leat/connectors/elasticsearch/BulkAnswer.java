package io.leat.connectors.elasticsearch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads the answer to a bulk request, which says per item what came of it, in the order of the request:
 *
 * <pre>{@code
 * {"errors":true,"items":[{"create":{"status":201}},
 *                         {"index":{"status":400,"error":{"type":"document_parsing_exception","reason":"…"}}}]}
 * }</pre>
 *
 * Where {@code errors} is false the items are not read: each is as good as the next. See <a
 * href="https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk">the bulk API</a>.
 */
final class BulkAnswer {

    /** The parts of the answer that are read here; asking for no more makes it a tenth as long. */
    static final String FILTER_PATH = "errors,items.*.status,items.*.error.type,items.*.error.reason,"
            + "items.*.error.caused_by.type,items.*.error.caused_by.reason";

    static final int MAX_REASON = 4096;

    private static final JsonFactory JSON = new JsonFactory();

    private BulkAnswer() {}

    /**
     * @param count how many items the request had
     * @throws IOException if this is no answer to a bulk request of that many items
     */
    static List<ItemAnswer> read(ByteBuffer body, int count) throws IOException {
        try (var json = JSON.createParser(body.array(), body.arrayOffset() + body.position(), body.remaining())) {
            expect(json.nextToken() == JsonToken.START_OBJECT, "no JSON object");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                var value = json.nextToken();
                if (name.equals("errors") && value == JsonToken.VALUE_FALSE) {
                    return Collections.nCopies(count, ItemAnswer.OK);
                }
                if (name.equals("items")) {
                    var items = items(json, count);
                    expect(items.size() == count, "it has " + items.size() + " items");
                    return items;
                }
                json.skipChildren();
            }
        }
        throw new IOException("not an answer to a bulk request of " + count + " items: it names none");
    }

    private static List<ItemAnswer> items(JsonParser json, int count) throws IOException {
        var items = new ArrayList<ItemAnswer>(count);
        while (json.nextToken() == JsonToken.START_OBJECT) {
            json.nextToken(); // the action's name
            expect(json.nextToken() == JsonToken.START_OBJECT, "an item is no object");
            items.add(item(json));
            expect(json.nextToken() == JsonToken.END_OBJECT, "an item has two actions");
        }
        return items;
    }

    private static ItemAnswer item(JsonParser json) throws IOException {
        var status = 0;
        var error = new ErrorText();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            if (name.equals("status")) {
                status = json.getIntValue();
            } else if (name.equals("error")) {
                error.read(json);
            } else {
                json.skipChildren();
            }
        }
        return new ItemAnswer(status, error.type, error.reason());
    }

    private static void expect(boolean holds, String problem) throws IOException {
        if (!holds) {
            throw new IOException("not an answer to this bulk request: " + problem);
        }
    }

    /** An error with its causes; the outermost says which kind, the innermost often what is wrong. */
    private static final class ErrorText {

        private String type = "";
        private final StringBuilder words = new StringBuilder();

        void read(JsonParser json) throws IOException {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "type" -> type = type.isEmpty() ? json.getText() : type;
                    case "reason" -> add(json.getText());
                    case "caused_by" -> read(json);
                    default -> json.skipChildren();
                }
            }
        }

        private void add(String reason) {
            words.append(words.isEmpty() ? "" : "; caused by: ").append(reason);
        }

        String reason() {
            return words.length() <= MAX_REASON ? words.toString() : words.substring(0, MAX_REASON) + "…";
        }
    }
}
