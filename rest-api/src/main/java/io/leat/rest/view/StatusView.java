package io.leat.rest.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.leat.runtime.ConnectorDetail;
import io.leat.runtime.ConnectorStatus;
import io.leat.runtime.NextRestart;
import io.leat.runtime.TaskDetail;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a connector and its tasks are doing. */
public record StatusView(String name, Connector connector, List<Task> tasks, String type) {

    /** As Kafka Connect answers. */
    public static StatusView of(ConnectorStatus status) {
        return new StatusView(
                status.name(),
                Connector.of(status.connector()),
                status.tasks().stream().map(Task::of).toList(),
                status.type().wireName());
    }

    /** With what Kafka Connect's answer does not have. */
    public static StatusView of(ConnectorStatus status, ConnectorDetail detail) {
        var details = detail.tasks().stream()
                .collect(Collectors.toMap(TaskDetail::task, Function.identity(), (ended, next) -> next));
        return new StatusView(
                status.name(),
                Connector.of(status.connector()).with(status.connector(), DetailView.of(detail)),
                status.tasks().stream()
                        .map(task -> Task.of(task).with(task.state(), details))
                        .toList(),
                status.type().wireName());
    }

    /**
     * The start that follows a failure by itself.
     *
     * @param inARow how many it will have been without a lasting success in between
     * @param due when, in ISO 8601
     */
    public record Restart(int inARow, String due) {

        static @Nullable Restart of(ConnectorStatus.State state) {
            return state.restart().map(Restart::of).orElse(null);
        }

        private static Restart of(NextRestart restart) {
            return new Restart(restart.inARow(), restart.due().toString());
        }
    }

    /** @param trace of the failure, left out when there is none, as are restart and detail */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Connector(
            String state,
            String workerId,
            @Nullable String trace,
            @Nullable String version,
            @Nullable Restart restart,
            @Nullable DetailView detail) {

        static Connector of(ConnectorStatus.State state) {
            return new Connector(
                    state.state().name(),
                    state.workerId(),
                    state.trace().orElse(null),
                    state.version().orElse(null),
                    null,
                    null);
        }

        private Connector with(ConnectorStatus.State of, DetailView seen) {
            return new Connector(state, workerId, trace, version, Restart.of(of), seen);
        }
    }

    /** The same for task number {@code id}; the detail is left out of what does not run. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Task(
            int id,
            String state,
            String workerId,
            @Nullable String trace,
            @Nullable String version,
            @Nullable Restart restart,
            @Nullable TaskDetailView detail) {

        /** As Kafka Connect answers. */
        public static Task of(ConnectorStatus.TaskStatus task) {
            var state = Connector.of(task.state());
            return new Task(task.id(), state.state(), state.workerId(), state.trace(), state.version(), null, null);
        }

        private Task with(ConnectorStatus.State of, Map<Integer, TaskDetail> details) {
            var seen = details.get(id);
            return new Task(
                    id, state, workerId, trace, version, Restart.of(of), seen == null ? null : TaskDetailView.of(seen));
        }
    }
}
