package io.leat.runtime.task;

import io.leat.runtime.TaskDetail;
import io.leat.runtime.TaskDetail.BlockedCall;
import io.leat.runtime.TaskDetail.Flow;
import io.leat.runtime.metrics.SourceMetrics;
import io.leat.runtime.metrics.Throughput;
import io.leat.runtime.watch.ActivityRule;
import io.leat.runtime.watch.BlockedStack;
import io.leat.runtime.watch.Observations;
import io.leat.runtime.watch.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Puts together what can be seen of a task at this moment. */
record TaskReport(TaskScope<?> scope, long bytesInFlight) {

    /** A call that should return soon and has not for this long is called a stall, long before it is ended. */
    private static final Duration STALLED_AFTER = Duration.ofSeconds(30);

    /** A call is shown from then on. */
    private static final Duration WORTH_SHOWING = Duration.ofSeconds(1);

    TaskDetail detail() {
        var now = scope.clock().millis();
        var flow = scope.metrics().flow();
        var in = flow.in().rates();
        var out = flow.out().rates();
        var decision = ActivityRule.decide(observe(in, out), now);
        var source = flow instanceof SourceMetrics;
        return new TaskDetail(
                scope.id().task(),
                decision.activity(),
                decision.since(),
                decision.reason(),
                calls(now),
                flow(in, !source),
                flow(out, source),
                instant(scope.watch().lastSuccess(Place.POLL)),
                instant(scope.watch().lastSuccess(Place.PUT)),
                scope.watch().retries(),
                bytesInFlight,
                scope.usage().total(),
                scope.metrics().plugins().lag());
    }

    private Observations observe(Throughput.Rates in, Throughput.Rates out) {
        var watch = scope.watch();
        return new Observations(
                watch.visits(),
                watch.startedAt(),
                watch.isRunning(),
                scope.control().isPaused(),
                scope.control().isStopping(),
                scope.control().isAbandoned(),
                Stream.of(in, out)
                        .flatMapToLong(rates -> rates.lastMillis().stream())
                        .max(),
                watch.retries(),
                watch.heldUp(),
                watch.heldUpBy(),
                STALLED_AFTER);
    }

    private List<BlockedCall> calls(long now) {
        return scope.watch().visits().stream()
                .filter(visit -> visit.place().isCall() && now - visit.since() >= WORTH_SHOWING.toMillis())
                .map(visit -> new BlockedCall(
                        visit.place().text(),
                        Instant.ofEpochMilli(visit.since()),
                        visit.thread().getName(),
                        BlockedStack.of(visit.thread()).stream()
                                .map(scope::masked)
                                .toList()))
                .toList();
    }

    private static Flow flow(Throughput.Rates rates, boolean countsBytes) {
        return new Flow(
                instant(rates.lastMillis()),
                rates.recordsPerSecond(),
                countsBytes ? Optional.of(rates.bytesPerSecond()) : Optional.empty());
    }

    private static Optional<Instant> instant(OptionalLong millis) {
        return millis.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis.getAsLong()));
    }
}
