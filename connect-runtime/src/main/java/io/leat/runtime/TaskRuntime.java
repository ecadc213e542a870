package io.leat.runtime;

import io.leat.runtime.task.TaskServices;
import io.leat.runtime.task.Tasks;

/** Makes what runs the worker's tasks, once it is known where source offsets, decisions and ledgers are kept. */
@FunctionalInterface
interface TaskRuntime {

    Opened open(TaskServices services);

    /** @param metrics figures of the tasks that run */
    record Opened(Tasks tasks, Metrics metrics) {}
}
