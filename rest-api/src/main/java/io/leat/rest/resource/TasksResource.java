package io.leat.rest.resource;

import io.leat.rest.view.StatusView;
import io.leat.rest.view.TaskView;
import io.leat.runtime.ConnectorTaskId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** A connector's tasks. */
@Path("/connectors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class TasksResource {

    private final WorkerCalls calls;

    public TasksResource(WorkerCalls calls) {
        this.calls = calls;
    }

    @GET
    @Path("/{connector}/tasks")
    public List<TaskView> list(@PathParam("connector") String name) {
        return calls.call("reading the tasks of " + name, worker -> worker.tasks(name)).stream()
                .map(TaskView::of)
                .toList();
    }

    @GET
    @Path("/{connector}/tasks/{task}/status")
    public StatusView.Task status(@PathParam("connector") String name, @PathParam("task") int task) {
        var id = new ConnectorTaskId(name, task);
        return StatusView.Task.of(calls.call("reading the status of task " + id, worker -> worker.taskStatus(id)));
    }

    @POST
    @Path("/{connector}/tasks/{task}/restart")
    public void restart(@PathParam("connector") String name, @PathParam("task") int task) {
        var id = new ConnectorTaskId(name, task);
        calls.run("restarting task " + id, worker -> worker.restartTask(id));
    }
}
