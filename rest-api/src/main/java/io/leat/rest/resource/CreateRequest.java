package io.leat.rest.resource;

import io.leat.rest.error.BadRequest;
import io.leat.runtime.ConnectorOffset;
import io.leat.runtime.TargetState;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /connectors}. */
record CreateRequest(
        String name,
        Map<String, String> config,
        TargetState initialState,
        Optional<List<ConnectorOffset>> initialOffsets) {

    /** Trims the name; a missing one is empty and refused by the worker together with all other errors. */
    static CreateRequest read(InputStream stream) {
        var body = JsonBody.read(stream).withOnly("name", "config", "initial_state", "initial_offsets");
        var name = body.text("name");
        return new CreateRequest(
                name == null ? "" : name.trim(),
                body.settings("config"),
                state(body.text("initial_state")),
                OffsetsRequest.field(body, "initial_offsets"));
    }

    private static TargetState state(@Nullable String given) {
        if (given == null) {
            return TargetState.STARTED;
        }
        return switch (given.toUpperCase(Locale.ROOT)) {
            case "RUNNING" -> TargetState.STARTED;
            case "PAUSED" -> TargetState.PAUSED;
            case "STOPPED" -> TargetState.STOPPED;
            default -> throw new BadRequest("Field \"initial_state\" must be RUNNING, PAUSED or STOPPED");
        };
    }
}
