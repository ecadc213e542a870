package io.leat.runtime;

import io.leat.runtime.ledger.TaskLedgers;
import io.leat.runtime.metrics.Registry;
import io.leat.runtime.state.SourceOffsets;
import io.leat.runtime.task.Tasks;

/** Makes what runs the worker's tasks, once it is known where source offsets and ledgers are kept. */
@FunctionalInterface
interface TaskRuntime {

    /**
     * @param ledgers where tasks tell what becomes of records
     * @param registry shows the figures of the tasks
     */
    Opened open(SourceOffsets offsets, TaskLedgers ledgers, Registry registry);

    /** @param metrics figures of the tasks that run */
    record Opened(Tasks tasks, Metrics metrics) {}
}
