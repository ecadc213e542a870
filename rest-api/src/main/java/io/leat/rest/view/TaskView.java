package io.leat.rest.view;

import io.leat.runtime.TaskInfo;
import java.util.Map;
import java.util.TreeMap;

/** A task with the configuration its connector gave it. */
public record TaskView(TaskIdView id, Map<String, String> config) {

    public static TaskView of(TaskInfo task) {
        return new TaskView(TaskIdView.of(task.id()), new TreeMap<>(task.config()));
    }
}
