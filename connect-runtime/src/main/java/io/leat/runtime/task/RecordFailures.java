package io.leat.runtime.task;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.metrics.ErrorMetrics;
import io.leat.runtime.pipeline.ErrorPolicy;
import io.leat.runtime.pipeline.Failure;
import java.time.Clock;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and reports failures of records. Those left out are always logged, but for the first of each second only;
 * {@code errors.log.enable} logs every one, {@code errors.log.include.messages} with the record.
 */
final class RecordFailures {

    private static final Logger LOG = LoggerFactory.getLogger(RecordFailures.class);
    private static final long QUIET_MS = 1_000;

    private final TaskScope<?> scope;
    private final ConnectorTaskId id;
    private final ErrorPolicy policy;
    private final ErrorMetrics metrics;
    private final Clock clock;
    private long lastLogged = Long.MIN_VALUE / 2;
    private long unlogged;

    RecordFailures(TaskScope<?> scope, ErrorPolicy policy) {
        this.scope = scope;
        this.id = scope.id();
        this.policy = policy;
        this.metrics = scope.metrics().errors();
        this.clock = scope.clock();
    }

    /**
     * The record is left out, with or without a dead letter.
     *
     * @param position where the record came from, without its content
     */
    synchronized void leftOut(Failure failure, String position, Supplier<String> content) {
        metrics.skipped();
        var now = clock.millis();
        if (!policy.logged() && now - lastLogged < QUIET_MS) {
            unlogged++;
            return;
        }
        metrics.logged();
        LOG.error(
                "Task {} left out the record of {}: {}.{}{}",
                id,
                position,
                scope.masked(failure.text()),
                policy.logsMessages() ? " The record: " + content.get() + "." : "",
                unlogged == 0 ? "" : " " + unlogged + " others were left out since the last such line.");
        lastLogged = now;
        unlogged = 0;
    }

    /** The exception that ends the task. */
    ConnectException fatal(Failure failure, String position) {
        metrics.error();
        return new ConnectException(
                "Task " + id + " stopped at the record of " + position + ": " + failure.text()
                        + ". Correct the cause and restart the task, or set errors.tolerance=all to leave such records"
                        + " out.",
                failure.cause());
    }
}
