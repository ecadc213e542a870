package io.leat.runtime;

import java.util.List;
import java.util.Optional;

/** What a connector and its tasks are doing. */
public record ConnectorStatus(String name, State connector, List<TaskStatus> tasks, ConnectorType type) {

    public ConnectorStatus {
        tasks = List.copyOf(tasks);
    }

    /**
     * @param trace the stack trace of the failure, present only in FAILED
     * @param restart the start that follows a failure by itself; empty where none will
     */
    public record State(
            ConnectorState state,
            String workerId,
            Optional<String> trace,
            Optional<String> version,
            Optional<NextRestart> restart) {

        /** Of what does not wait for a restart. */
        public State(ConnectorState state, String workerId, Optional<String> trace, Optional<String> version) {
            this(state, workerId, trace, version, Optional.empty());
        }
    }

    /** The state of task number {@code id}. */
    public record TaskStatus(int id, State state) {}
}
