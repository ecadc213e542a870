package io.leat.rest.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.leat.runtime.ConnectorStatus;
import io.leat.runtime.NextRestart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a connector and its tasks are doing. */
public record StatusView(String name, Connector connector, List<Task> tasks, String type) {

    /** As Kafka Connect answers. */
    public static StatusView of(ConnectorStatus status) {
        return of(status, false);
    }

    /** @param detailed adds what Kafka Connect's answer does not have */
    public static StatusView of(ConnectorStatus status, boolean detailed) {
        return new StatusView(
                status.name(),
                Connector.of(status.connector(), detailed),
                status.tasks().stream().map(task -> Task.of(task, detailed)).toList(),
                status.type().wireName());
    }

    /**
     * The start that follows a failure by itself.
     *
     * @param inARow how many it will have been without a lasting success in between
     * @param due when, in ISO 8601
     */
    public record Restart(int inARow, String due) {

        static Restart of(NextRestart restart) {
            return new Restart(restart.inARow(), restart.due().toString());
        }
    }

    /** @param trace of the failure, left out when there is none, as is the restart */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Connector(
            String state,
            String workerId,
            @Nullable String trace,
            @Nullable String version,
            @Nullable Restart restart) {

        static Connector of(ConnectorStatus.State state, boolean detailed) {
            return new Connector(
                    state.state().name(),
                    state.workerId(),
                    state.trace().orElse(null),
                    state.version().orElse(null),
                    state.restart().filter(any -> detailed).map(Restart::of).orElse(null));
        }
    }

    /** The same for task number {@code id}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Task(
            int id,
            String state,
            String workerId,
            @Nullable String trace,
            @Nullable String version,
            @Nullable Restart restart) {

        /** As Kafka Connect answers. */
        public static Task of(ConnectorStatus.TaskStatus task) {
            return of(task, false);
        }

        static Task of(ConnectorStatus.TaskStatus task, boolean detailed) {
            var state = Connector.of(task.state(), detailed);
            return new Task(
                    task.id(), state.state(), state.workerId(), state.trace(), state.version(), state.restart());
        }
    }
}
