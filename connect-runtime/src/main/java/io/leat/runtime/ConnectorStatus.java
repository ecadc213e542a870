package io.leat.runtime;

import java.util.List;
import java.util.Optional;

/** What a connector and its tasks are doing. */
public record ConnectorStatus(String name, State connector, List<TaskStatus> tasks, ConnectorType type) {

    public ConnectorStatus {
        tasks = List.copyOf(tasks);
    }

    /** @param trace the stack trace of the failure, present only in FAILED */
    public record State(ConnectorState state, String workerId, Optional<String> trace, Optional<String> version) {}

    /** The state of task number {@code id}. */
    public record TaskStatus(int id, State state) {}
}
