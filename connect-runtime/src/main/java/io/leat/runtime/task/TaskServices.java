package io.leat.runtime.task;

import io.leat.runtime.inspect.TapPoints;
import io.leat.runtime.ledger.TaskLedgers;
import io.leat.runtime.log.Log;
import io.leat.runtime.metrics.Registry;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.state.Decisions;
import io.leat.runtime.state.SourceOffsets;
import java.time.Clock;

/**
 * What tasks work with that is the worker's. All of it is safe for use from any thread, and outlives the tasks.
 *
 * @param offsets where sources keep their positions
 * @param decisions about dead letters
 * @param ledgers where tasks tell what becomes of records
 * @param registry shows the figures of the tasks
 * @param taps show samples of their records
 */
public record TaskServices(
        Log log,
        Plugins plugins,
        SourceOffsets offsets,
        Decisions decisions,
        TaskLedgers ledgers,
        Registry registry,
        TapPoints taps,
        Clock clock) {}
