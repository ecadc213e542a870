package io.leat.runtime.assign;

import io.leat.runtime.TargetState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of a connector: its configuration, unless it was deleted, the state it should be in, and the tasks it has
 * last divided its work into.
 */
public record Wanted(Optional<Map<String, String>> config, TargetState target, List<Map<String, String>> tasks) {

    public Wanted {
        tasks = List.copyOf(tasks);
    }

    boolean isGone() {
        return config.isEmpty() || target == TargetState.STOPPED;
    }

    boolean isPaused() {
        return target == TargetState.PAUSED;
    }

    TaskSettings task(int id) {
        return new TaskSettings(config.orElseThrow(), tasks.get(id));
    }
}
