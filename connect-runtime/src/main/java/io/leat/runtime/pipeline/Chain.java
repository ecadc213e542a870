package io.leat.runtime.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps in their order. */
record Chain<T>(List<Step<T>> steps, Attempts attempts) implements AutoCloseable {

    Chain {
        steps = List.copyOf(steps);
    }

    /** @return null if a step left the record out */
    @Nullable
    T run(T record) throws StepFailed {
        var current = record;
        for (var i = 0; i < steps.size(); i++) {
            var next = attempts.run(steps.get(i), current);
            if (next == null) {
                return null;
            }
            current = next;
        }
        return current;
    }

    @Override
    public void close() {
        steps.forEach(Step::close);
    }
}
