package io.leat.rest.resource;

import io.leat.rest.view.ConnectorView;
import io.leat.rest.view.ExpandedView;
import io.leat.rest.view.StatusView;
import io.leat.runtime.RequestException;
import io.leat.runtime.Worker;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The connectors as a collection: list, create, read, delete. */
@Path("/connectors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ConnectorsResource {

    private final WorkerCalls calls;

    public ConnectorsResource(WorkerCalls calls) {
        this.calls = calls;
    }

    /** Names, or with {@code expand} a map from name to what was asked for; unknown expansions are ignored. */
    @GET
    public Object list(@QueryParam("expand") List<String> expand) {
        return expand.isEmpty()
                ? calls.call("listing connectors", Worker::connectors)
                : calls.call("listing connectors", worker -> expanded(worker, expand));
    }

    private static Map<String, ExpandedView> expanded(Worker worker, List<String> expand) {
        var expanded = new TreeMap<String, ExpandedView>();
        for (var name : worker.connectors()) {
            try {
                expanded.put(name, expanded(worker, name, expand));
            } catch (RequestException.NotFound deletedMeanwhile) {
                // It has left the list since it was read.
            }
        }
        return expanded;
    }

    private static ExpandedView expanded(Worker worker, String name, List<String> expand) {
        @Nullable StatusView status = expand.contains("status") ? StatusView.of(worker.status(name)) : null;
        @Nullable ConnectorView info = expand.contains("info") ? ConnectorView.of(worker.connector(name)) : null;
        return new ExpandedView(status, info);
    }

    @POST
    public Response create(InputStream body) {
        var request = CreateRequest.read(body);
        var created = calls.call("creating connector " + request.name(), worker -> create(worker, request));
        return Response.created(Locations.connector(request.name()))
                .entity(created)
                .build();
    }

    private static ConnectorView create(Worker worker, CreateRequest request) {
        return request.initialOffsets()
                .map(offsets -> ConnectorView.ofCreated(
                        worker.createAt(request.name(), request.config(), request.initialState(), offsets)))
                .orElseGet(() ->
                        ConnectorView.of(worker.create(request.name(), request.config(), request.initialState())));
    }

    @GET
    @Path("/{connector}")
    public ConnectorView read(@PathParam("connector") String name) {
        return ConnectorView.of(calls.call("reading connector " + name, worker -> worker.connector(name)));
    }

    @DELETE
    @Path("/{connector}")
    public void delete(@PathParam("connector") String name) {
        calls.run("deleting connector " + name, worker -> worker.delete(name));
    }

    @GET
    @Path("/{connector}/status")
    public StatusView status(@PathParam("connector") String name, @QueryParam("expand") List<String> expand) {
        var doing = "reading the status of " + name;
        return expand.contains("detail")
                ? calls.call(
                        doing,
                        worker -> StatusView.of(
                                worker.status(name), worker.details().of(name)))
                : StatusView.of(calls.call(doing, worker -> worker.status(name)));
    }
}
