package io.leat.rest.resource;

import io.leat.rest.view.GroupView;
import io.leat.runtime.RequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The log's consumer groups and their lag. Not part of Kafka Connect's API. */
@Path("/groups")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class GroupsResource {

    private final WorkerCalls calls;

    public GroupsResource(WorkerCalls calls) {
        this.calls = calls;
    }

    @GET
    public List<GroupView.Summary> list() {
        return calls.call("listing groups", worker -> worker.groups().list()).stream()
                .map(GroupView.Summary::of)
                .toList();
    }

    @GET
    @Path("/{group}")
    public GroupView read(@PathParam("group") String name) {
        return calls.call("describing group " + name, worker -> worker.groups().describe(name))
                .map(GroupView::of)
                .orElseThrow(() -> new RequestException.NotFound("Group " + name + " not found"));
    }
}
