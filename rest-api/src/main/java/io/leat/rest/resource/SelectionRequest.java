package io.leat.rest.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.rest.error.BadRequest;
import io.leat.runtime.DeadLetterQueue.Selection;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of requests about several dead letters: {@code {"ids":[…]}}, {@code {"cause":"…"}} or {@code {"all":true}}, and
 * one more field.
 */
record SelectionRequest(Selection selection, Optional<String> extra) {

    private static final int MOST_IDS = 1_000;

    static SelectionRequest read(InputStream stream, String extra) {
        var body = JsonBody.read(stream).withOnly("ids", "cause", "all", extra);
        var ids = ids(body.root().get("ids"));
        var cause = Optional.ofNullable(body.text("cause"));
        var all = body.root().path("all").asBoolean(false);
        if ((ids.isEmpty() ? 0 : 1) + (cause.isPresent() ? 1 : 0) + (all ? 1 : 0) != 1) {
            throw new BadRequest(
                    "Exactly one of \"ids\", \"cause\" and \"all\" (true) must say which dead letters" + " are meant");
        }
        return new SelectionRequest(new Selection(ids, cause), Optional.ofNullable(body.text(extra)));
    }

    private static List<String> ids(@Nullable JsonNode given) {
        var ids = new ArrayList<String>();
        if (given == null || given.isNull()) {
            return ids;
        }
        if (!given.isArray() || given.isEmpty() || given.size() > MOST_IDS) {
            throw new BadRequest("Field \"ids\" must be an array of 1 to " + MOST_IDS + " ids");
        }
        for (var id : given) {
            if (!id.isTextual()) {
                throw new BadRequest("Field \"ids\" must hold strings, not " + JsonBody.kind(id));
            }
            ids.add(id.textValue());
        }
        return ids;
    }
}
