package io.leat.rest.resource;

import io.leat.rest.view.HealthView;
import io.leat.rest.view.ServerInfoView;
import io.leat.runtime.RequestException;
import io.leat.runtime.Worker;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** Who answers, and whether all is well. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class RootResource {

    private static final Duration HEALTH_PATIENCE = Duration.ofSeconds(10);

    private final WorkerCalls calls;

    public RootResource(WorkerCalls calls) {
        this.calls = calls;
    }

    @GET
    public ServerInfoView info() {
        return ServerInfoView.of(calls.call("telling its version", Worker::info));
    }

    /** 200 healthy, 503 starting, 500 unhealthy. */
    @GET
    @Path("/health")
    public Response health() {
        var health = health(HEALTH_PATIENCE);
        return Response.status(status(health.status()))
                .entity(HealthView.of(health))
                .build();
    }

    private Worker.Health health(Duration patience) {
        try {
            return calls.call("checking its health", patience, Worker::health);
        } catch (RequestException.TimedOut late) {
            return new Worker.Health(
                    "unhealthy", "The worker did not answer its health check within " + patience.toSeconds() + " s");
        }
    }

    private static int status(String health) {
        return switch (health) {
            case "healthy" -> 200;
            case "starting" -> 503;
            default -> 500;
        };
    }
}
