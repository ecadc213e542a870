package io.leat.rest.resource;

import io.leat.rest.view.StatusView;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** What a connector is told to do. Pause and resume are answered before they have taken effect (202). */
@Path("/connectors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class LifecycleResource {

    private final WorkerCalls calls;

    public LifecycleResource(WorkerCalls calls) {
        this.calls = calls;
    }

    @PUT
    @Path("/{connector}/pause")
    public Response pause(@PathParam("connector") String name) {
        calls.run("pausing connector " + name, worker -> worker.pause(name));
        return Response.accepted().build();
    }

    @PUT
    @Path("/{connector}/resume")
    public Response resume(@PathParam("connector") String name) {
        calls.run("resuming connector " + name, worker -> worker.resume(name));
        return Response.accepted().build();
    }

    @PUT
    @Path("/{connector}/stop")
    public void stop(@PathParam("connector") String name) {
        calls.run("stopping connector " + name, worker -> worker.stop(name));
    }

    /** Without parameters the connector alone, 204; otherwise 202 with the status that shows what restarts. */
    @POST
    @Path("/{connector}/restart")
    public Response restart(
            @PathParam("connector") String name,
            @QueryParam("includeTasks") @DefaultValue("false") boolean includeTasks,
            @QueryParam("onlyFailed") @DefaultValue("false") boolean onlyFailed) {
        var doing = "restarting connector " + name;
        if (!includeTasks && !onlyFailed) {
            calls.run(doing, worker -> worker.restart(name));
            return Response.noContent().build();
        }
        var status = calls.call(doing, worker -> worker.restart(name, includeTasks, onlyFailed));
        return Response.accepted(StatusView.of(status)).build();
    }
}
