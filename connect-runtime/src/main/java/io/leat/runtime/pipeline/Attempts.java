package io.leat.runtime.pipeline;

import io.leat.runtime.metrics.ErrorMetrics;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Runs a step, and again as the policy allows while it throws Kafka Connect's {@link RetriableException}. */
sealed class Attempts permits WatchedAttempts {

    private final ErrorPolicy policy;
    private final Patience patience;
    private final ErrorMetrics metrics;

    Attempts(ErrorPolicy policy, Patience patience, ErrorMetrics metrics) {
        this.policy = policy;
        this.patience = patience;
        this.metrics = metrics;
    }

    <T> @Nullable T run(Step<T> step, T record) throws StepFailed {
        try {
            return step.apply(record);
        } catch (RetriableException e) {
            metrics.failure();
            return retry(step, record, e);
        } catch (Exception e) {
            metrics.failure();
            throw failed(step, e, false);
        }
    }

    private <T> @Nullable T retry(Step<T> step, T record, Exception first) throws StepFailed {
        var start = patience.millis();
        var last = first;
        for (var tries = 1; ; tries++) {
            var delay = policy.delay(tries, patience.millis() - start);
            if (delay.isEmpty()) {
                throw failed(step, last, false);
            }
            if (!patience.pause(delay.get())) {
                throw failed(step, last, true);
            }
            metrics.retry();
            try {
                return step.apply(record);
            } catch (RetriableException e) {
                metrics.failure();
                last = e;
            } catch (Exception e) {
                metrics.failure();
                throw failed(step, e, false);
            }
        }
    }

    private static StepFailed failed(Step<?> step, Exception cause, boolean interrupted) {
        return new StepFailed(new Failure(step.stage(), step.name(), step.className(), cause), interrupted);
    }
}
