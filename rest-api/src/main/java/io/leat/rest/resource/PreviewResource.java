package io.leat.rest.resource;

import io.leat.rest.view.PreviewView;
import io.leat.runtime.Previews;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a configuration would do, on real input. Not part of Kafka Connect's API. */
@Path("/connector-plugins/{plugin}/preview")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class PreviewResource {

    private static final int RECORDS = 10;
    private static final int SECONDS = 5;

    private final WorkerCalls calls;

    public PreviewResource(WorkerCalls calls) {
        this.calls = calls;
    }

    /** The body is a connector's configuration, as for {@code config/validate}; its name may be missing. */
    @POST
    public PreviewView run(
            @PathParam("plugin") String plugin,
            @QueryParam("records") @Nullable String records,
            @QueryParam("seconds") @Nullable String seconds,
            InputStream body) {
        var config = JsonBody.read(body).settings();
        PluginsResource.requireSamePlugin(plugin, config.get("connector.class"));
        var most = Numbers.within("records", records, RECORDS, 1, Previews.MOST_RECORDS);
        var longest = Numbers.within("seconds", seconds, SECONDS, 1, (int) Previews.LONGEST.toSeconds());
        return PreviewView.of(calls.call(
                "trying a configuration of " + plugin,
                worker -> worker.previews().run(plugin, config, most, Duration.ofSeconds(longest))));
    }
}
