package io.leat.runtime.task;

import io.leat.runtime.letters.LetterCause;
import io.leat.runtime.pipeline.Failure;
import io.leat.runtime.pipeline.Outcome;

/** What replays of sources and sinks have in common. */
final class Replays {

    private Replays() {}

    /** A replay that fails is a failure whatever {@code errors.tolerance} says: its letter waits again. */
    static Failure failure(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Failed<?> failed) {
            return failed.failure();
        }
        if (outcome instanceof Outcome.DeadLettered<?> dead) {
            return dead.failure();
        }
        if (outcome instanceof Outcome.Skipped<?> skipped) {
            return skipped.failure();
        }
        throw new IllegalArgumentException("Not a failure: " + outcome);
    }

    /** Without the task's secrets. */
    static LetterCause masked(LetterCause cause, TaskScope<?> scope) {
        return new LetterCause(
                cause.stage(),
                cause.step(),
                cause.className(),
                cause.exception(),
                scope.masked(cause.message()),
                cause.fingerprint());
    }
}
