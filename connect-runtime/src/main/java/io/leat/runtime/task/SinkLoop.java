package io.leat.runtime.task;

import io.leat.runtime.log.LogReader;
import io.leat.runtime.log.LogRecord;
import io.leat.runtime.log.TopicSelection;
import io.leat.runtime.metrics.SinkMetrics;
import io.leat.runtime.state.Decisions;
import io.leat.runtime.task.SinkHolds.Reason;
import io.leat.runtime.watch.Place;
import io.leat.runtime.watch.TaskWatch;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Read, convert, put, commit: the loop of a sink task, and when each is its turn. {@link SinkAssignment} follows which
 * partitions are read and from where, {@link SinkDelivery} puts what was read to the connector, {@link SinkCommits} commits
 * it, {@link SinkHolds} says whether anything is read at all. All of them are the task thread's.
 */
final class SinkLoop implements TaskLoop {

    private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);
    private static final long SHORT_WAIT_MS = 10;
    private static final Duration LONG_WAIT = Duration.ofDays(1);

    private final SinkRun run;
    private final TopicSelection topics;
    private final SinkReader reader;
    private final SinkCommits commits;
    private final SinkHolds holds;
    private final SinkDelivery delivery;
    private final SinkAssignment assignment;
    private final Decisions decisions;
    private final LogReader log;
    private final SinkContext context;
    private final TaskScope<SinkMetrics> scope;
    private final TaskControl control;
    private final TaskWatch watch;
    private Runnable unlisten = () -> {};
    private boolean started;

    /** @param backoff pauses before a batch is put again, where the connector names none */
    SinkLoop(SinkRun run, TopicSelection topics, SinkReader reader, Backoff backoff, Decisions decisions) {
        this.run = run;
        this.topics = topics;
        this.reader = reader;
        this.decisions = decisions;
        this.log = run.log();
        this.context = run.context();
        this.scope = run.scope();
        this.control = scope.control();
        this.watch = scope.watch();
        this.commits = new SinkCommits(run);
        this.holds = new SinkHolds(context);
        this.delivery = new SinkDelivery(run, holds, backoff);
        this.assignment = new SinkAssignment(run, commits, delivery);
    }

    @Override
    public void start() {
        started = true;
        watch.within(Place.START, () -> {
            run.task().initialize(context);
            run.task().start(context.configs());
        });
        log.subscribe(topics, assignment);
        unlisten = decisions.onRequest(scope.id().connector(), log::wakeup);
    }

    @Override
    public void run() throws InterruptedException {
        while (!control.isStopping()) {
            reader.check();
            followPause();
            commit();
            assignment.rewind();
            delivery.replay();
            var limit = pace();
            var wait = shorter(longestWait(), limit);
            var records = watch.inside(awaits(), () -> poll(wait));
            assignment.check();
            if (delivery.isRedelivering()) {
                delivery.redeliver();
            } else {
                delivery.deliver(watch.inside(Place.PROCESS, () -> reader.convert(records)));
            }
        }
    }

    private List<LogRecord> poll(Duration wait) {
        try {
            return log.poll(wait);
        } catch (InvalidOffsetException e) {
            throw new ConfigException("Connector " + scope.id().connector() + " has no offset to read from: "
                    + e.getMessage() + " Its auto.offset.reset is none: set the offsets (PATCH /connectors/"
                    + scope.id().connector() + "/offsets while it is stopped), or set"
                    + " consumer.override.auto.offset.reset to earliest, latest or by_duration:<duration>.");
        }
    }

    private Place awaits() {
        return holds.isFor(Reason.RATE_LIMIT) ? Place.RATE_LIMIT : context.awaits();
    }

    private void followPause() {
        var paused = holds.isFor(Reason.PAUSE);
        if (control.isPaused() == paused) {
            return;
        }
        if (paused) {
            holds.release(Reason.PAUSE);
            scope.reports().resumed();
        } else {
            holds.hold(Reason.PAUSE);
            context.requestCommit();
            scope.reports().paused();
        }
    }

    /**
     * Stops reading while the rate limit says so; the task goes on with all else.
     *
     * @return for how long at most
     */
    private Duration pace() {
        var wait = scope.limit().untilFree();
        var limited = holds.isFor(Reason.RATE_LIMIT);
        if (wait.isZero()) {
            if (limited) {
                holds.release(Reason.RATE_LIMIT);
            }
            return LONG_WAIT;
        }
        if (!limited) {
            holds.hold(Reason.RATE_LIMIT);
        }
        return wait;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void commit() {
        commits.settle();
        if (commits.isUnderWay() || (!context.isCommitRequested() && control.millis() < commits.next())) {
            return;
        }
        context.takeCommitRequest();
        if (!commits.begin()) {
            assignment.readAgain();
        }
        measureLag();
    }

    private void measureLag() {
        try {
            scope.metrics()
                    .flow()
                    .lag(log.assignment().stream()
                            .mapToLong(partition ->
                                    log.endOffset(partition) - run.offsets().delivered(partition))
                            .max()
                            .orElse(0));
        } catch (KafkaException e) {
            LOG.debug("The lag could not be measured; a partition is just going away.", e);
        }
    }

    private Duration longestWait() {
        var untilCommit = Math.max(0, commits.next() - control.millis());
        if (commits.isUnderWay()) {
            // The commit under way is looked at soon, the sooner if another one waits for it.
            untilCommit =
                    context.isCommitRequested() ? SHORT_WAIT_MS : Math.max(SHORT_WAIT_MS, Math.min(untilCommit, 100));
        }
        if (delivery.hasJustReplayed()) {
            return Duration.ZERO;
        }
        var wanted = context.takeTimeout();
        if (wanted.isPresent()) {
            return Duration.ofMillis(Math.min(untilCommit, wanted.getAsLong()));
        }
        return Duration.ofMillis(
                delivery.isRedelivering()
                        ? Math.min(untilCommit, delivery.pause().toMillis())
                        : untilCommit);
    }

    @Override
    public void close() {
        unlisten.run();
        try {
            if (started && !control.isAbandoned() && !log.assignment().isEmpty()) {
                commits.conclude(log.assignment());
            }
        } finally {
            try {
                if (started) {
                    stop();
                }
            } finally {
                release();
            }
        }
    }

    /** Whatever a plugin throws, the reader goes: one that stayed would keep its partitions from all that come after. */
    private void release() {
        try {
            log.close();
        } finally {
            try {
                reader.close();
            } finally {
                run.ledger().ended();
            }
        }
    }

    private void stop() {
        try {
            watch.within(Place.STOP, run.task()::stop);
        } catch (Throwable e) {
            LOG.warn("The connector failed to stop in an orderly way: {}", scope.trace(e));
        }
    }

    @Override
    public long bytesInFlight() {
        return delivery.bytes();
    }

    @Override
    public void wake() {
        log.wakeup();
    }

    @Override
    public void fence() {
        reader.abandon();
    }

    @Override
    public void abandon() {
        fence();
        log.close();
    }
}
