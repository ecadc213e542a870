package io.leat.rest.resource;

import io.leat.rest.view.ActiveTopicsView;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** The topics a connector has used since the last reset. */
@Path("/connectors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ActiveTopicsResource {

    private final WorkerCalls calls;

    public ActiveTopicsResource(WorkerCalls calls) {
        this.calls = calls;
    }

    @GET
    @Path("/{connector}/topics")
    public Map<String, ActiveTopicsView> read(@PathParam("connector") String name) {
        return ActiveTopicsView.of(
                name, calls.call("reading the topics of " + name, worker -> worker.activeTopics(name)));
    }

    @PUT
    @Path("/{connector}/topics/reset")
    public Response reset(@PathParam("connector") String name) {
        calls.run("resetting the topics of " + name, worker -> worker.resetActiveTopics(name));
        return Response.accepted().build();
    }
}
