package io.leat.runtime;

import io.leat.runtime.state.SourceOffsets;
import io.leat.runtime.task.Tasks;

/** What runs the worker's tasks, before it knows where source offsets are kept. */
interface TaskRuntime {

    Tasks open(SourceOffsets offsets);

    /** Figures of the tasks. */
    Metrics metrics();
}
