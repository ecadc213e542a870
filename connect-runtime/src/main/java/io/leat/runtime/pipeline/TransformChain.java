package io.leat.runtime.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.jspecify.annotations.Nullable;

/** The transforms in their order. Where none of them splits records, a record runs through without a list. */
final class TransformChain<R extends ConnectRecord<R>> implements AutoCloseable {

    private final List<Transform<R>> steps;
    private final Attempts attempts;
    private final boolean splits;

    TransformChain(List<Transform<R>> steps, Attempts attempts) {
        this.steps = List.copyOf(steps);
        this.attempts = attempts;
        this.splits = steps.stream().anyMatch(step -> step.splitter().isPresent());
    }

    /** Whether {@link #split} has to be called in place of {@link #run}. */
    boolean splits() {
        return splits;
    }

    /** @return null if a transform left the record out */
    @Nullable
    R run(R record) throws StepFailed {
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

    /** @return what became of the record, in order; nothing if it was left out */
    List<R> split(R record) throws StepFailed {
        var pieces = List.of(record);
        for (var step : steps) {
            var next = new ArrayList<R>();
            for (var piece : pieces) {
                next.addAll(run(step, piece));
            }
            pieces = next;
        }
        return pieces;
    }

    private List<R> run(Transform<R> step, R piece) throws StepFailed {
        Optional<Split<R>> splitter = step.splitter();
        if (splitter.isEmpty()) {
            var next = attempts.run(step, piece);
            return next == null ? List.of() : List.of(next);
        }
        var pieces = attempts.run(splitter.get(), new Split.Pieces<>(piece));
        return pieces == null ? List.of() : pieces.list();
    }

    @Override
    public void close() {
        steps.forEach(Transform::close);
    }
}
