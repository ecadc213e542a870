package io.leat.runtime.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
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

    /**
     * What became of a record that could be split.
     *
     * @param whole the record when it was one for the last time, and what came next
     */
    record Pieces<R>(List<R> list, Held whole) {}

    /** Whether {@link #split} has to be called in place of {@link #run}. */
    boolean splits() {
        return splits;
    }

    /** The place of a transform in the chain. @param alias empty for the end of the chain */
    int indexOf(String alias) throws StepFailed {
        for (var i = 0; i < steps.size(); i++) {
            if (steps.get(i).alias().equals(alias)) {
                return i;
            }
        }
        if (!alias.isEmpty()) {
            throw gone(alias);
        }
        return steps.size();
    }

    private static StepFailed gone(String alias) {
        var cause = new ConfigException("The record failed in the transform " + alias
                + ", which the connector no longer has; replay it from the start.");
        return new StepFailed(
                new Failure(Stage.TRANSFORMATION, "transform " + alias, TransformChain.class.getName(), cause), false);
    }

    /**
     * @param first the place of the first transform to apply
     * @return null if a transform left the record out
     */
    @Nullable
    R run(R record, int first) throws StepFailed {
        var current = record;
        for (var i = first; i < steps.size(); i++) {
            var next = next(steps.get(i), current);
            if (next == null) {
                return null;
            }
            current = next;
        }
        return current;
    }

    private @Nullable R next(Transform<R> step, R record) throws StepFailed {
        try {
            return attempts.run(step, record);
        } catch (StepFailed e) {
            throw e.holding(new Held(record, step.alias()));
        }
    }

    /** @return what became of the record, in order; nothing if it was left out */
    Pieces<R> split(R record, int first) throws StepFailed {
        var pieces = List.of(record);
        var whole = Held.after(record);
        for (var step : steps.subList(first, steps.size())) {
            if (pieces.size() == 1) {
                whole = new Held(pieces.get(0), step.alias());
            }
            pieces = runAll(step, pieces, whole);
        }
        return new Pieces<>(pieces, pieces.size() == 1 ? Held.after(pieces.get(0)) : whole);
    }

    /** Where a piece fails the record fails whole, so that a replay makes all pieces again. */
    private List<R> runAll(Transform<R> step, List<R> pieces, Held whole) throws StepFailed {
        var next = new ArrayList<R>();
        var index = 0;
        try {
            for (; index < pieces.size(); index++) {
                next.addAll(run(step, pieces.get(index)));
            }
            return next;
        } catch (StepFailed e) {
            throw e.holding(whole.at(index, pieces.size()));
        }
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
