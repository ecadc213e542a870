package io.leat.rest.resource;

import io.leat.rest.view.ConnectorView;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;

/** A connector's configuration. */
@Path("/connectors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ConfigResource {

    private final WorkerCalls calls;

    public ConfigResource(WorkerCalls calls) {
        this.calls = calls;
    }

    @GET
    @Path("/{connector}/config")
    public Map<String, String> read(@PathParam("connector") String name) {
        var info = calls.call("reading connector " + name, worker -> worker.connector(name));
        return ConnectorView.of(info).config();
    }

    /** 201 with the place of a new connector, 200 for one that was there. */
    @PUT
    @Path("/{connector}/config")
    public Response put(@PathParam("connector") String name, InputStream body) {
        var config = JsonBody.read(body).settings();
        var result = calls.call("configuring connector " + name, worker -> worker.putConfig(name, config));
        var answer = result.created() ? Response.created(Locations.connector(name)) : Response.ok();
        return answer.entity(ConnectorView.of(result.info())).build();
    }

    @PATCH
    @Path("/{connector}/config")
    public ConnectorView patch(@PathParam("connector") String name, InputStream body) {
        var patch = JsonBody.read(body).patch();
        return ConnectorView.of(calls.call("configuring connector " + name, worker -> worker.patchConfig(name, patch)));
    }
}
