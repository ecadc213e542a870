package io.leat.runtime.assign;

import java.util.Map;

/** What there is of a connector at present. */
public record Actual(Instance instance, Division division, Map<Integer, Task> tasks) {

    public Actual {
        tasks = Map.copyOf(tasks);
    }

    /** The connector object; most know the configuration they are about. */
    public sealed interface Instance {

        /** There has been none since the worker started. */
        record None() implements Instance {}

        /** There was one, and it is to be replaced or gone. */
        record Stopped() implements Instance {}

        /** It has started. */
        record Running(Map<String, String> config) implements Instance {}

        /** It was stopped, or never started, because the connector is paused. */
        record Paused(Map<String, String> config) implements Instance {}

        /** It could not start or has reported an error. It stays so until it is restarted or reconfigured. */
        record Failed(Map<String, String> config) implements Instance {}
    }

    /** Whether the tasks' configurations are what the connector would answer now. */
    public enum Division {
        CURRENT,
        /** The connector is to be asked. */
        OUTDATED,
        /** The connector was asked and could not answer; it is asked again after a while. */
        WAITING
    }

    /** A task that was started and may have ended by itself. */
    public record Task(TaskSettings settings, boolean paused) {}
}
