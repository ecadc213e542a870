package io.leat.runtime.pipeline;

import io.leat.runtime.metrics.ErrorMetrics;
import java.util.List;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.jspecify.annotations.Nullable;

/** Tells a watcher of each transform. */
final class WatchedAttempts extends Attempts {

    private final StepWatcher watcher;

    WatchedAttempts(ErrorPolicy policy, Patience patience, ErrorMetrics metrics, StepWatcher watcher) {
        super(policy, patience, metrics);
        this.watcher = watcher;
    }

    @Override
    <T> @Nullable T run(Step<T> step, T record) throws StepFailed {
        var result = super.run(step, record);
        if (record instanceof ConnectRecord<?> before) {
            watcher.transformed(
                    step.name(), before, result instanceof ConnectRecord<?> after ? List.of(after) : List.of());
        } else if (record instanceof Split.Pieces<?> pieces && pieces.record() instanceof ConnectRecord<?> before) {
            watcher.transformed(
                    step.name(),
                    before,
                    pieces.list().stream()
                            .map(piece -> (ConnectRecord<?>) piece)
                            .toList());
        }
        return result;
    }
}
