package io.leat.runtime.state;

import io.leat.runtime.ConnectorState;
import io.leat.runtime.ConnectorTaskId;
import java.util.Optional;

/** What a record of the status topic says. */
public sealed interface StatusRecord {

    /**
     * Where a connector or task stands.
     *
     * @param generation counts the starts, so that a late word of an old instance can be told from a new one's
     */
    record Status(
            ConnectorState state, Optional<String> trace, String workerId, int generation, Optional<String> version) {

        /**
         * Whether this may follow {@code before} for the same connector or task: UNASSIGNED, said by the worker that gives
         * something up, must not hide the RUNNING of the worker that took it over.
         */
        public boolean mayFollow(Status before) {
            return state != ConnectorState.UNASSIGNED
                    || before.state() != ConnectorState.RUNNING
                    || generation > before.generation();
        }

        /** Whether a worker may write this over {@code before}: not if another worker has started it since. */
        public boolean mayReplace(Status before) {
            return before.workerId().equals(workerId) || before.generation() <= generation;
        }
    }

    /** A connector's status; empty where it was deleted. */
    record OfConnector(String name, Optional<Status> status) implements StatusRecord {}

    /** A task's status; empty where it was deleted. */
    record OfTask(ConnectorTaskId id, Optional<Status> status) implements StatusRecord {}

    /** A connector has used a topic; the fact is empty where it was reset. */
    record OfTopic(String connector, String topic, Optional<Use> use) implements StatusRecord {}

    /** @param time of the first use, milliseconds since the epoch */
    record Use(int task, long time) {}
}
