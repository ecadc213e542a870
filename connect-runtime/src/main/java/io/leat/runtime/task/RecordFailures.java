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
    private static final String GENERALLY = " Then restart the task; POST /connector-plugins/{plugin}/preview tries a"
            + " changed configuration on real records. Or set errors.tolerance=all to leave such records out, and"
            + " errors.deadletterqueue.topic.name to keep them in a topic.";

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
                "Task {} left out the record of {} in stage {}: {}. {}{}{}",
                id,
                scope.masked(position),
                failure.stage(),
                scope.masked(failure.text()),
                scope.masked(failure.advice()),
                policy.logsMessages() ? " The record: " + scope.masked(content.get()) + "." : "",
                unlogged == 0 ? "" : " " + unlogged + " others were left out since the last such line.");
        lastLogged = now;
        unlogged = 0;
    }

    /** The exception that ends the task. */
    ConnectException fatal(Failure failure, String position) {
        metrics.error();
        return new ConnectException(
                "Task " + id + " stopped at the record of " + position + " in stage " + failure.stage() + ": "
                        + failure.text() + ". " + failure.advice() + GENERALLY,
                failure.cause());
    }
}
