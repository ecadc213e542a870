package io.leat.runtime;

import io.leat.runtime.inspect.TapPoints;
import io.leat.runtime.ledger.TaskLedgers;
import io.leat.runtime.metrics.Registry;
import io.leat.runtime.state.Decisions;
import io.leat.runtime.state.SourceOffsets;
import io.leat.runtime.task.Tasks;

/** Makes what runs the worker's tasks, once it is known where source offsets, decisions and ledgers are kept. */
@FunctionalInterface
interface TaskRuntime {

    /**
     * @param decisions about dead letters
     * @param ledgers where tasks tell what becomes of records
     * @param registry shows the figures of the tasks
     * @param taps show samples of their records
     */
    Opened open(SourceOffsets offsets, Decisions decisions, TaskLedgers ledgers, Registry registry, TapPoints taps);

    /** @param metrics figures of the tasks that run */
    record Opened(Tasks tasks, Metrics metrics) {}
}
