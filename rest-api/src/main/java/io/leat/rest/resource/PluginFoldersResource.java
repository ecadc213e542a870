package io.leat.rest.resource;

import io.leat.rest.view.PluginFolderView;
import io.leat.runtime.InstalledFolders.Refreshed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The folders and jars of {@code plugin.path}, with what is wrong with them. */
@Path("/plugin-folders")
@Produces(MediaType.APPLICATION_JSON)
public final class PluginFoldersResource {

    private final WorkerCalls calls;

    public PluginFoldersResource(WorkerCalls calls) {
        this.calls = calls;
    }

    @GET
    public List<PluginFolderView> list() {
        return calls
                .call("listing plugin folders", worker -> worker.pluginFolders().list())
                .stream()
                .map(PluginFolderView::of)
                .toList();
    }

    /** Takes what lies in {@code plugin.path} now for complete, without the usual wait. */
    @POST
    @Path("/refresh")
    public Refreshed refresh() {
        return calls.call(
                "looking for changed plugins", worker -> worker.pluginFolders().refresh());
    }
}
