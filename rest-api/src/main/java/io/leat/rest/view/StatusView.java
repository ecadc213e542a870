package io.leat.rest.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.leat.runtime.ConnectorStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a connector and its tasks are doing. */
public record StatusView(String name, Connector connector, List<Task> tasks, String type) {

    public static StatusView of(ConnectorStatus status) {
        return new StatusView(
                status.name(),
                Connector.of(status.connector()),
                status.tasks().stream().map(Task::of).toList(),
                status.type().wireName());
    }

    /** @param trace of the failure, left out when there is none */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Connector(
            String state,
            String workerId,
            @Nullable String trace,
            @Nullable String version) {

        static Connector of(ConnectorStatus.State state) {
            return new Connector(
                    state.state().name(),
                    state.workerId(),
                    state.trace().orElse(null),
                    state.version().orElse(null));
        }
    }

    /** The same for task number {@code id}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Task(
            int id,
            String state,
            String workerId,
            @Nullable String trace,
            @Nullable String version) {

        public static Task of(ConnectorStatus.TaskStatus task) {
            var state = Connector.of(task.state());
            return new Task(task.id(), state.state(), state.workerId(), state.trace(), state.version());
        }
    }
}
