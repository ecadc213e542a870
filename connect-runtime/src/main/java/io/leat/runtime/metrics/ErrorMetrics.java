package io.leat.runtime.metrics;

import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;

/** Failures of one task's records. Safe for use from any thread. */
public final class ErrorMetrics {

    private final Clock clock;
    private final LongAdder failures = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final LongAdder logged = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private final LongAdder deadLetterFailures = new LongAdder();
    private volatile long lastFailure;

    public ErrorMetrics(Clock clock) {
        this.clock = clock;
    }

    /** A step or the log refused a record; counts each try. */
    public void failure() {
        failures.increment();
        lastFailure = clock.millis();
    }

    public void retry() {
        retries.increment();
    }

    /** A failure that ends the task. */
    public void error() {
        errors.increment();
    }

    /** A record left out for its failure, whether or not it went to the dead-letter topic. */
    public void skipped() {
        skipped.increment();
    }

    public void logged() {
        logged.increment();
    }

    public void deadLetter() {
        deadLetters.increment();
    }

    public void deadLetterFailure() {
        deadLetterFailures.increment();
    }

    Figures describe(Figures figures) {
        return figures.counter("total-record-failures", "Tries of records that failed.", failures::sum)
                .counter("total-record-errors", "Failures of records that ended the task.", errors::sum)
                .counter("total-records-skipped", "Records left out for their failure.", skipped::sum)
                .counter("total-retries", "Tries of records after the first.", retries::sum)
                .counter("total-errors-logged", "Failures of records that were logged.", logged::sum)
                .counter(
                        "deadletterqueue-produce-requests",
                        "Records handed to the dead-letter topic.",
                        deadLetters::sum)
                .counter(
                        "deadletterqueue-produce-failures",
                        "Records that could not be written to the dead-letter topic.",
                        deadLetterFailures::sum)
                .gauge(
                        "last-error-timestamp",
                        "Time of the last failure of a record, milliseconds since the epoch; 0 for none.",
                        () -> lastFailure);
    }
}
