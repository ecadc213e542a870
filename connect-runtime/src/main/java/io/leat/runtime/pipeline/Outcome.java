package io.leat.runtime.pipeline;

import java.util.List;

/** What became of one record in a pipeline. */
public sealed interface Outcome<T> {

    /** Of a record that could be split: several, one, or none. */
    static <T> Outcome<T> of(List<T> results) {
        return switch (results.size()) {
            case 0 -> new Filtered<>();
            case 1 -> new Passed<>(results.get(0));
            default -> new Split<>(results);
        };
    }

    /** It came through. */
    record Passed<T>(T result) implements Outcome<T> {}

    /** Several records were made of it, at least two, in this order. */
    record Split<T>(List<T> results) implements Outcome<T> {}

    /** A transform left it out on purpose. */
    record Filtered<T>() implements Outcome<T> {}

    /** It failed, and is to be written to the dead-letter topic before the task goes on. */
    record DeadLettered<T>(Failure failure) implements Outcome<T> {}

    /** It failed, and is left out because {@code errors.tolerance} is {@code all}. */
    record Skipped<T>(Failure failure) implements Outcome<T> {}

    /** It failed, and the task has to end. */
    record Failed<T>(Failure failure) implements Outcome<T> {}
}
