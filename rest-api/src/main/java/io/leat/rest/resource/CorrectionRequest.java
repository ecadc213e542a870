package io.leat.rest.resource;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.rest.error.BadRequest;
import io.leat.rest.view.DeadLetterDetailView;
import io.leat.rest.view.Json;
import io.leat.runtime.DeadLetterQueue.Correction;
import io.leat.runtime.DeadLetterQueue.Part;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PATCH /connectors/{c}/dead-letters/{id}}: parts in the form in which a record is shown, {@code
 * {"value":…,"value_encoding":"json|text|base64|null"}}. Without an encoding a string is taken as the letter shows its own,
 * as text or base64; all else is JSON.
 */
final class CorrectionRequest {

    private CorrectionRequest() {}

    /** @param letter what it corrects */
    static Correction read(InputStream stream, DeadLetterDetailView letter) {
        var body = JsonBody.read(stream).withOnly("key", "key_encoding", "value", "value_encoding", "headers");
        var correction = new Correction(
                part(body, "key", letter.keyEncoding()),
                part(body, "value", letter.valueEncoding()),
                headers(body.root().get("headers")));
        if (correction.key() == null && correction.value() == null && correction.headers() == null) {
            throw new BadRequest("There is nothing to change: give key, value or headers");
        }
        return correction;
    }

    private static @Nullable Part part(JsonBody body, String field, String shown) {
        var given = body.root().get(field);
        var encoding = body.text(field + "_encoding");
        if (given == null && encoding == null) {
            return null;
        }
        return new Part(bytes(field, given, encoding == null ? implied(given, shown) : encoding));
    }

    private static String implied(@Nullable JsonNode given, String shown) {
        return given != null && given.isTextual() && !shown.equals("null") ? shown : "json";
    }

    private static byte @Nullable [] bytes(String field, @Nullable JsonNode given, String encoding) {
        if (given == null || given.isNull() || encoding.equals("null")) {
            return null;
        }
        return switch (encoding) {
            case "json" -> json(given);
            case "text" -> text(field, given).getBytes(UTF_8);
            case "base64" -> base64(field, text(field, given));
            default ->
                throw new BadRequest("Field \"" + field + "_encoding\" must be json, text, base64 or null, not \""
                        + encoding + "\"");
        };
    }

    private static byte[] json(JsonNode given) {
        try {
            return Json.mapper().writeValueAsBytes(given);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }

    private static String text(String field, JsonNode given) {
        if (!given.isTextual()) {
            throw new BadRequest("Field \"" + field + "\" must be a string, not " + JsonBody.kind(given));
        }
        return given.textValue();
    }

    private static byte[] base64(String field, String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw new BadRequest("Field \"" + field + "\" is not base64");
        }
    }

    private static @Nullable List<Header> headers(@Nullable JsonNode given) {
        if (given == null) {
            return null;
        }
        if (!given.isArray()) {
            throw new BadRequest("Field \"headers\" must be an array, not " + JsonBody.kind(given));
        }
        var headers = new ArrayList<Header>();
        given.forEach(each -> headers.add(header("headers[" + headers.size() + "]", each)));
        return headers;
    }

    private static Header header(String where, JsonNode given) {
        if (!(given instanceof ObjectNode entry)) {
            throw new BadRequest(where + " must be an object with key and value, not " + JsonBody.kind(given));
        }
        var body = new JsonBody(entry).withOnly("key", "value", "value_encoding");
        var key = body.text("key");
        if (key == null) {
            throw new BadRequest(where + ".key is missing");
        }
        var value = part(body, "value", "json");
        return new RecordHeader(key, value == null ? null : value.bytes());
    }
}
