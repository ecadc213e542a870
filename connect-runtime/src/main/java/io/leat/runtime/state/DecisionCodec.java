package io.leat.runtime.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.runtime.letters.Decision;
import io.leat.runtime.letters.Edit;
import io.leat.runtime.letters.LetterCause;
import io.leat.runtime.letters.LetterState;
import io.leat.runtime.letters.ReplayFrom;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * The records of the topic of decisions. Keys are letter ids as text, null deletes.
 *
 * <pre>
 * orders-dlq-0-17   {"connector":"c","state":"replaying","by":"ann","reason":"","at":ms,"replays":1,"from":"stage",
 *                    "origin":"fingerprint","edit":{"key":{"bytes":base64|null},"value":{…},"headers":[{"key","value"}]},
 *                    "failure":{"stage","step","class","exception","message","fingerprint"}}
 * </pre>
 */
final class DecisionCodec {

    private DecisionCodec() {}

    static byte[] encode(Decision decision) {
        var json = Json.object()
                .put("connector", decision.connector())
                .put("state", decision.state().text())
                .put("by", decision.by())
                .put("reason", decision.reason())
                .put("at", decision.at())
                .put("replays", decision.replays())
                .put("from", decision.from().text())
                .put("origin", decision.origin());
        if (!decision.edit().isEmpty()) {
            json.set("edit", edit(decision.edit()));
        }
        decision.failure().ifPresent(failure -> json.set("failure", cause(failure)));
        return Json.bytes(json);
    }

    private static ObjectNode edit(Edit edit) {
        var json = Json.object();
        edit.key().ifPresent(part -> json.putObject("key").put("bytes", part.bytes()));
        edit.value().ifPresent(part -> json.putObject("value").put("bytes", part.bytes()));
        edit.headers().ifPresent(headers -> addHeaders(json.putArray("headers"), headers));
        return json;
    }

    private static void addHeaders(ArrayNode array, List<Header> headers) {
        headers.forEach(header -> array.addObject().put("key", header.key()).put("value", header.value()));
    }

    private static ObjectNode cause(LetterCause cause) {
        return Json.object()
                .put("stage", cause.stage())
                .put("step", cause.step())
                .put("class", cause.className())
                .put("exception", cause.exception())
                .put("message", cause.message())
                .put("fingerprint", cause.fingerprint());
    }

    /** @throws IllegalArgumentException if the bytes are not such a record */
    static Decision decode(byte[] bytes) {
        var json = Json.parse(bytes);
        return new Decision(
                text(json, "connector"),
                LetterState.parse(text(json, "state"))
                        .orElseThrow(() -> new IllegalArgumentException("no known state")),
                text(json, "by"),
                text(json, "reason"),
                json.path("at").asLong(),
                json.path("replays").asInt(),
                ReplayFrom.parse(text(json, "from")).orElse(ReplayFrom.STAGE),
                edit(json.path("edit")),
                text(json, "origin"),
                json.hasNonNull("failure") ? Optional.of(cause(json.get("failure"))) : Optional.empty());
    }

    private static String text(JsonNode json, String field) {
        return Json.required(json, field).asText();
    }

    private static Edit edit(JsonNode json) {
        return new Edit(part(json.path("key")), part(json.path("value")), headers(json.path("headers")));
    }

    private static Optional<Edit.Part> part(JsonNode json) {
        return json.isObject() ? Optional.of(new Edit.Part(bytes(json.path("bytes")))) : Optional.empty();
    }

    private static byte @Nullable [] bytes(JsonNode json) {
        try {
            return json.isTextual() ? json.binaryValue() : null;
        } catch (IOException e) {
            throw new IllegalArgumentException("not base64", e);
        }
    }

    private static Optional<List<Header>> headers(JsonNode json) {
        if (!json.isArray()) {
            return Optional.empty();
        }
        var headers = new ArrayList<Header>();
        json.forEach(each -> headers.add(new RecordHeader(text(each, "key"), bytes(each.path("value")))));
        return Optional.of(headers);
    }

    private static LetterCause cause(JsonNode json) {
        return new LetterCause(
                text(json, "stage"),
                text(json, "step"),
                text(json, "class"),
                text(json, "exception"),
                text(json, "message"),
                text(json, "fingerprint"));
    }
}
