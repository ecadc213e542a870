package io.leat.runtime.task;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.ConnectorType;
import io.leat.runtime.TargetState;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * All that is needed to run a task.
 *
 * @param connectorConfig of the connector the task belongs to, references to secrets resolved
 * @param taskConfig what the connector gave this task, with {@code task.class}, references to secrets resolved
 * @param target STARTED or PAUSED
 * @param generation counts the starts of this task; a task of an older generation writes no status
 * @param current whether the connector's configuration is still the one that the task was made of
 * @param mask hides the secrets of the configurations in a text for the log
 */
public record TaskSpec(
        ConnectorTaskId id,
        ConnectorType type,
        Map<String, String> connectorConfig,
        Map<String, String> taskConfig,
        TargetState target,
        int generation,
        BooleanSupplier current,
        UnaryOperator<String> mask) {

    public TaskSpec {
        connectorConfig = Map.copyOf(connectorConfig);
        taskConfig = Map.copyOf(taskConfig);
    }

    /** Without the configurations: they hold secrets. */
    @Override
    public String toString() {
        return "TaskSpec[" + id + ", " + type + ", " + target + ", generation " + generation + "]";
    }
}
