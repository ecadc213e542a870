package io.leat.rest.resource;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.rest.error.BadRequest;
import io.leat.rest.view.Json;
import io.leat.runtime.ConnectorOffset;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of {@code PATCH /connectors/{c}/offsets}. */
record OffsetsRequest(List<ConnectorOffset> offsets) {

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    static OffsetsRequest read(InputStream stream) {
        var given = field(JsonBody.read(stream).withOnly("offsets"), "offsets");
        return new OffsetsRequest(given.filter(offsets -> !offsets.isEmpty())
                .orElseThrow(
                        () -> new BadRequest("Partitions / offsets need to be provided for an alter offsets request")));
    }

    /** The offsets under a field of a body; empty where it is absent or null. */
    static Optional<List<ConnectorOffset>> field(JsonBody body, String name) {
        var given = body.root().get(name);
        if (given == null || given.isNull()) {
            return Optional.empty();
        }
        if (!given.isArray()) {
            throw new BadRequest("Field \"" + name + "\" must be an array, not " + JsonBody.kind(given));
        }
        var offsets = new ArrayList<ConnectorOffset>();
        given.forEach(each -> offsets.add(offset(name + "[" + offsets.size() + "]", each)));
        return Optional.of(offsets);
    }

    private static ConnectorOffset offset(String where, JsonNode given) {
        if (!(given instanceof ObjectNode entry)) {
            throw new BadRequest(where + " must be an object with partition and offset, not " + JsonBody.kind(given));
        }
        new JsonBody(entry).withOnly("partition", "offset");
        var partition = map(where + ".partition", entry.get("partition"));
        if (partition == null) {
            throw new BadRequest(where + ".partition is missing: the object that names what the offset belongs to");
        }
        return new ConnectorOffset(partition, map(where + ".offset", entry.get("offset")));
    }

    private static @Nullable Map<String, ?> map(String where, @Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return null;
        }
        if (!given.isObject()) {
            throw new BadRequest(where + " must be an object, not " + JsonBody.kind(given));
        }
        return Json.mapper().convertValue(given, MAP);
    }
}
