package io.leat.runtime.pipeline;

/** Carries a failure out of the steps to where it is judged; never leaves the package. */
final class StepFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    private final boolean interrupted;

    /** @param interrupted the task was to stop before the tries were used up, so that nothing is decided */
    StepFailed(Failure failure, boolean interrupted) {
        super(null, failure.cause(), false, false);
        this.failure = failure;
        this.interrupted = interrupted;
    }

    /** With the record as it was, so that it can go on from there. */
    StepFailed holding(Held record) {
        return new StepFailed(failure.holding(record), interrupted);
    }

    <T> Outcome<T> outcome(ErrorPolicy policy) {
        return interrupted ? new Outcome.Failed<>(failure) : policy.judge(failure);
    }
}
