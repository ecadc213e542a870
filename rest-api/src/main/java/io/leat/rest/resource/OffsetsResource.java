package io.leat.rest.resource;

import io.leat.rest.view.MessageView;
import io.leat.rest.view.OffsetsView;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;

/** A connector's positions; they change only while it is stopped. */
@Path("/connectors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class OffsetsResource {

    private final WorkerCalls calls;

    public OffsetsResource(WorkerCalls calls) {
        this.calls = calls;
    }

    @GET
    @Path("/{connector}/offsets")
    public OffsetsView read(@PathParam("connector") String name) {
        return OffsetsView.of(calls.call("reading the offsets of " + name, worker -> worker.offsets(name)));
    }

    @PATCH
    @Path("/{connector}/offsets")
    public MessageView alter(@PathParam("connector") String name, InputStream body) {
        var offsets = OffsetsRequest.read(body).offsets();
        return new MessageView(
                calls.call("changing the offsets of " + name, worker -> worker.alterOffsets(name, offsets)));
    }

    @DELETE
    @Path("/{connector}/offsets")
    public MessageView reset(@PathParam("connector") String name) {
        return new MessageView(calls.call("resetting the offsets of " + name, worker -> worker.resetOffsets(name)));
    }
}
