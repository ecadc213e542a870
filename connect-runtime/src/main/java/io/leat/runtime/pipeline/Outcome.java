package io.leat.runtime.pipeline;

/** What became of one record in a pipeline. */
public sealed interface Outcome<T> {

    /** It came through. */
    record Passed<T>(T result) implements Outcome<T> {}

    /** A transform left it out on purpose. */
    record Filtered<T>() implements Outcome<T> {}

    /** It failed, and is to be written to the dead-letter topic before the task goes on. */
    record DeadLettered<T>(Failure failure) implements Outcome<T> {}

    /** It failed, and is left out because {@code errors.tolerance} is {@code all}. */
    record Skipped<T>(Failure failure) implements Outcome<T> {}

    /** It failed, and the task has to end. */
    record Failed<T>(Failure failure) implements Outcome<T> {}
}
