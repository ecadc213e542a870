package io.leat.runtime.assign;

import java.util.Map;
import java.util.Set;

/** One thing to do next for a connector. */
public sealed interface Step {

    /** Stop and forget these tasks. */
    record StopTasks(Set<Integer> tasks) implements Step {}

    record StartTask(int task, TaskSettings settings, boolean paused) implements Step {}

    record PauseTasks(Set<Integer> tasks) implements Step {}

    record ResumeTasks(Set<Integer> tasks) implements Step {}

    record StopConnector() implements Step {}

    record StartConnector(Map<String, String> config) implements Step {}

    /** Note that the connector is paused; a running one was stopped before. */
    record PauseConnector(Map<String, String> config) implements Step {}

    /** Ask the connector to divide its work. */
    record DivideWork() implements Step {}
}
