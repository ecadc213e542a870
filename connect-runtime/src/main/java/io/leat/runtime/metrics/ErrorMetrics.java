package io.leat.runtime.metrics;

import io.leat.runtime.Metrics.Kind;
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

    void addTo(Samples samples) {
        samples.add("total_record_failures", "Tries of records that failed.", Kind.COUNTER, failures.sum());
        samples.add("total_record_errors", "Failures of records that ended the task.", Kind.COUNTER, errors.sum());
        samples.add("total_records_skipped", "Records left out for their failure.", Kind.COUNTER, skipped.sum());
        samples.add("total_retries", "Tries of records after the first.", Kind.COUNTER, retries.sum());
        samples.add("total_errors_logged", "Failures of records that were logged.", Kind.COUNTER, logged.sum());
        samples.add(
                "deadletterqueue_produce_requests",
                "Records handed to the dead-letter topic.",
                Kind.COUNTER,
                deadLetters.sum());
        samples.add(
                "deadletterqueue_produce_failures",
                "Records that could not be written to the dead-letter topic.",
                Kind.COUNTER,
                deadLetterFailures.sum());
        samples.add(
                "last_error_timestamp",
                "Time of the last failure of a record, milliseconds since the epoch; 0 for none.",
                Kind.GAUGE,
                lastFailure);
    }
}
