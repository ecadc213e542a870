package io.leat.runtime;

import io.leat.runtime.state.SourceOffsets;
import io.leat.runtime.task.Tasks;

/** Makes what runs the worker's tasks, once it is known where source offsets are kept. */
@FunctionalInterface
interface TaskRuntime {

    Opened open(SourceOffsets offsets);

    /** @param metrics figures of the tasks that run */
    record Opened(Tasks tasks, Metrics metrics) {}
}
