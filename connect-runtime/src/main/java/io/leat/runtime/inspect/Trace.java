package io.leat.runtime.inspect;

import io.leat.runtime.Previews.Previewed;
import io.leat.runtime.Previews.Shown;
import io.leat.runtime.Previews.Stage;
import io.leat.runtime.pipeline.Failure;
import io.leat.runtime.pipeline.Outcome;
import io.leat.runtime.pipeline.StepWatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.connector.ConnectRecord;

/** Writes down what each stage makes of one record. One thread's. */
final class Trace implements StepWatcher {

    private final PlainData data;
    private final Redaction redaction;
    private final List<Stage> stages = new ArrayList<>();
    private Optional<Shown> given = Optional.empty();

    Trace(PlainData data, Redaction redaction) {
        this.data = data;
        this.redaction = redaction;
    }

    void begin(String stage, Shown record) {
        stages.clear();
        given = Optional.empty();
        stages.add(new Stage(stage, List.of(record)));
    }

    @Override
    public void transformed(String step, ConnectRecord<?> record, List<? extends ConnectRecord<?>> results) {
        if (given.isEmpty()) {
            given = Optional.of(data.of(record));
        }
        var shown = new ArrayList<Shown>();
        var last = stages.get(stages.size() - 1);
        if (last.name().equals(step)) {
            shown.addAll(last.records());
            stages.remove(stages.size() - 1);
        }
        results.forEach(result -> shown.add(data.of(result)));
        stages.add(new Stage(step, shown));
    }

    /** What the first transform was given, if one ran. */
    Optional<Shown> given() {
        return given;
    }

    void add(int index, Stage stage) {
        stages.add(index, stage);
    }

    void add(Stage stage) {
        stages.add(stage);
    }

    <T> Previewed end(Map<String, Object> position, Outcome<T> outcome) {
        return new Previewed(
                position,
                stages,
                name(outcome),
                failure(outcome).map(Failure::text).map(redaction::text));
    }

    private static String name(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Passed<?>) {
            return "passed";
        }
        if (outcome instanceof Outcome.Split<?>) {
            return "split";
        }
        if (outcome instanceof Outcome.Filtered<?>) {
            return "filtered";
        }
        if (outcome instanceof Outcome.DeadLettered<?>) {
            return "dead-lettered";
        }
        return outcome instanceof Outcome.Skipped<?> ? "skipped" : "failed";
    }

    private static Optional<Failure> failure(Outcome<?> outcome) {
        if (outcome instanceof Outcome.DeadLettered<?> letter) {
            return Optional.of(letter.failure());
        }
        if (outcome instanceof Outcome.Skipped<?> skipped) {
            return Optional.of(skipped.failure());
        }
        return outcome instanceof Outcome.Failed<?> failed ? Optional.of(failed.failure()) : Optional.empty();
    }

    /** The records that came through, in order. */
    static <T> List<Shown> results(Outcome<T> outcome, Function<T, Shown> show) {
        if (outcome instanceof Outcome.Passed<T> passed) {
            return List.of(show.apply(passed.result()));
        }
        return outcome instanceof Outcome.Split<T> split
                ? split.results().stream().map(show).toList()
                : List.of();
    }
}
