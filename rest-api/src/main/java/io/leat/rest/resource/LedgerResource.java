package io.leat.rest.resource;

import io.leat.rest.error.BadRequest;
import io.leat.rest.http.WholeAnswer;
import io.leat.rest.view.Json;
import io.leat.rest.view.LedgerView;
import io.leat.runtime.Ledger;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What became of a connector's records. Not part of Kafka Connect's API. */
@Path("/connectors")
public final class LedgerResource {

    /** One window a line. */
    static final String NDJSON = WholeAnswer.LINES;

    private final WorkerCalls calls;

    public LedgerResource(WorkerCalls calls) {
        this.calls = calls;
    }

    /**
     * Sums, positions and windows; or with {@code format=ndjson}, or if only that is accepted, the windows alone.
     *
     * @param from a moment: milliseconds since the epoch or ISO 8601; windows that end after it
     * @param to likewise; windows that start before it
     * @param window a length: milliseconds or ISO 8601; windows as kept are put together to it
     * @param tasks numbers of tasks, all if there is none
     */
    @GET
    @Path("/{connector}/ledger")
    @Produces({MediaType.APPLICATION_JSON, NDJSON})
    public Response read(
            @PathParam("connector") String name,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("window") @Nullable String window,
            @QueryParam("task") List<String> tasks,
            @QueryParam("format") @Nullable String format,
            @HeaderParam("Accept") @Nullable String accept) {
        var query = new Ledger.Query(
                Times.moment("from", from, Long.MIN_VALUE),
                Times.moment("to", to, Long.MAX_VALUE),
                Times.length("window", window, 0),
                numbers(tasks));
        return isExport(format, accept) ? export(name, query) : whole(name, query);
    }

    /** Counts a stopped connector anew. */
    @DELETE
    @Path("/{connector}/ledger")
    public void reset(@PathParam("connector") String name) {
        calls.run("resetting the ledger of " + name, worker -> worker.ledger().reset(name));
    }

    private static Set<Integer> numbers(List<String> tasks) {
        return tasks.stream()
                .map(task -> Numbers.within("task", task, 0, 0, Integer.MAX_VALUE))
                .collect(Collectors.toSet());
    }

    private static boolean isExport(@Nullable String format, @Nullable String accept) {
        if (format == null || format.isBlank()) {
            return accept != null && accept.contains(NDJSON) && !accept.contains(MediaType.APPLICATION_JSON);
        }
        return switch (format) {
            case "json" -> false;
            case "ndjson" -> true;
            default -> throw new BadRequest("Query parameter \"format\" must be json or ndjson");
        };
    }

    private Response whole(String name, Ledger.Query query) {
        var view = calls.call("reading the ledger of " + name, worker -> {
            var report = worker.ledger().report(name);
            try (var windows = worker.ledger().windows(name, query)) {
                return LedgerView.of(report, windows.map(LedgerView.Window::of).toList());
            }
        });
        return Response.ok(view, MediaType.APPLICATION_JSON_TYPE).build();
    }

    private Response export(String name, Ledger.Query query) {
        var windows = calls.call("reading the ledger of " + name, worker -> {
            worker.ledger().report(name);
            return worker.ledger().windows(name, query);
        });
        StreamingOutput lines = out -> write(windows, out);
        return Response.ok(lines, NDJSON).build();
    }

    private static void write(Stream<Ledger.Window> windows, OutputStream out) throws IOException {
        try (windows) {
            for (var each = windows.iterator(); each.hasNext(); ) {
                out.write(Json.mapper().writeValueAsBytes(LedgerView.Window.of(each.next())));
                out.write('\n');
            }
        }
    }
}
