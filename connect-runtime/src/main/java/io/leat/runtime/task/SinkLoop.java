package io.leat.runtime.task;

import io.leat.runtime.ledger.SinkLedger;
import io.leat.runtime.letters.LetterId;
import io.leat.runtime.log.LogReader;
import io.leat.runtime.log.TopicSelection;
import io.leat.runtime.metrics.SinkMetrics;
import io.leat.runtime.metrics.TaskMetrics;
import io.leat.runtime.state.Decisions;
import io.leat.runtime.watch.Place;
import io.leat.runtime.watch.TaskWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Read, convert, put, commit: the loop of a sink task. A batch that the connector asks to be given again ({@link
 * RetriableException}) is kept, and nothing else is read until it is delivered.
 */
final class SinkLoop implements TaskLoop, LogReader.AssignmentListener {

    private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);
    private static final long SHORT_WAIT_MS = 10;
    private static final Duration LONG_WAIT = Duration.ofDays(1);

    /** Between two reads, so that a big replay leaves the log its turn. */
    private static final int MOST_REPLAYS = 50;

    /** A dead letter that the connector asks for again and again gives way to the records that come. */
    private static final int MOST_REPLAY_TRIES = 10;

    private final SinkTask task;
    private final TopicSelection topics;
    private final LogReader log;
    private final SinkReader reader;
    private final SinkContext context;
    private final SinkOffsets offsets;
    private final SinkCommits commits;
    private final Backoff backoff;
    private final SinkReplays replays;
    private final Decisions decisions;
    private final SinkLedger ledger;
    private final TaskScope<SinkMetrics> scope;
    private final TaskControl control;
    private final TaskReports reports;
    private final TaskMetrics<SinkMetrics> metrics;
    private final TaskWatch watch;
    private volatile SinkBatch batch = SinkBatch.EMPTY;
    private boolean redelivering;
    private boolean limited;
    private boolean justReplayed;
    private int replayTries;
    private Runnable unlisten = () -> {};
    private boolean paused;
    private boolean started;
    private @Nullable RuntimeException rebalanceFailure;

    /** @param backoff pauses before a batch is put again, where the connector names none */
    SinkLoop(
            SinkTask task,
            TopicSelection topics,
            LogReader log,
            SinkReader reader,
            SinkContext context,
            SinkOffsets offsets,
            SinkCommits commits,
            Backoff backoff,
            SinkReplays replays,
            Decisions decisions,
            SinkLedger ledger,
            TaskScope<SinkMetrics> scope) {
        this.task = task;
        this.topics = topics;
        this.log = log;
        this.reader = reader;
        this.context = context;
        this.offsets = offsets;
        this.commits = commits;
        this.backoff = backoff;
        this.replays = replays;
        this.decisions = decisions;
        this.ledger = ledger;
        this.scope = scope;
        this.control = scope.control();
        this.reports = scope.reports();
        this.metrics = scope.metrics();
        this.watch = scope.watch();
    }

    @Override
    public void start() {
        started = true;
        watch.within(Place.START, () -> {
            task.initialize(context);
            task.start(context.configs());
        });
        log.subscribe(topics, this);
        unlisten = decisions.onRequest(scope.id().connector(), log::wakeup);
    }

    @Override
    public void run() throws InterruptedException {
        while (!control.isStopping()) {
            reader.check();
            followPause();
            commit();
            rewind();
            replay();
            var limit = pace();
            var wait = shorter(longestWait(), limit);
            var records = watch.inside(limited ? Place.RATE_LIMIT : context.awaits(), () -> log.poll(wait));
            throwRebalanceFailure();
            if (!redelivering) {
                batch = watch.inside(Place.PROCESS, () -> reader.convert(records));
            }
            deliver();
        }
    }

    /**
     * Stops reading while the rate limit says so; the task goes on with all else.
     *
     * @return for how long at most
     */
    private Duration pace() {
        var wait = scope.limit().untilFree();
        if (limited == wait.isZero()) {
            limited = !limited;
            if (limited) {
                context.holdAll();
            } else {
                release();
            }
        }
        return limited ? wait : LONG_WAIT;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void replay() {
        justReplayed = false;
        for (var i = 0; i < MOST_REPLAYS && !redelivering && !paused && !limited; i++) {
            var next = replays.next(log.assignment());
            if (next.isEmpty()) {
                justReplayed |= replays.isCutShort();
                return;
            }
            batch = next.get();
            deliver();
            justReplayed = !redelivering;
        }
    }

    private void followPause() {
        if (control.isPaused() == paused) {
            return;
        }
        paused = !paused;
        if (paused) {
            context.holdAll();
            context.requestCommit();
            reports.paused();
        } else {
            release();
            reports.resumed();
        }
    }

    private void release() {
        if (!paused && !redelivering && !limited) {
            context.releaseAll();
        }
    }

    private void commit() {
        commits.settle();
        if (commits.isUnderWay() || (!context.isCommitRequested() && control.millis() < commits.next())) {
            return;
        }
        context.takeCommitRequest();
        if (!commits.begin()) {
            offsets.rewind(log.assignment()).forEach((partition, offset) -> {
                log.seek(partition, offset);
                ledger.readAgain(partition);
            });
            drop(log.assignment());
        }
        measureLag();
    }

    private void measureLag() {
        try {
            metrics.flow()
                    .lag(log.assignment().stream()
                            .mapToLong(partition -> log.endOffset(partition) - offsets.delivered(partition))
                            .max()
                            .orElse(0));
        } catch (KafkaException e) {
            LOG.debug("The lag could not be measured; a partition is just going away.", e);
        }
    }

    private void measureAge(List<SinkRecord> records) {
        if (!records.isEmpty() && records.get(0).timestamp() != null) {
            metrics.flow().age(scope.clock().millis() - records.get(0).timestamp());
        }
    }

    /** Goes where the connector wants to go on reading. */
    private void rewind() {
        context.takeRewinds().forEach((partition, offset) -> {
            if (offsets.contains(partition)) {
                log.seek(partition, offset);
                offsets.start(partition, offset);
                ledger.movedTo(partition, offset);
                drop(List.of(partition));
            } else {
                LOG.warn(
                        "The connector wants to read {} from offset {} but does not read it; ignored.",
                        partition,
                        offset);
            }
        });
    }

    /** What is kept of these partitions is not put again: it is read again, or by another task. */
    private void drop(Collection<TopicPartition> partitions) {
        batch = batch.without(partitions);
        if (redelivering && batch.isEmpty()) {
            redelivering = false;
            release();
        }
    }

    private Duration longestWait() {
        var untilCommit = Math.max(0, commits.next() - control.millis());
        if (commits.isUnderWay()) {
            // The commit under way is looked at soon, the sooner if another one waits for it.
            untilCommit =
                    context.isCommitRequested() ? SHORT_WAIT_MS : Math.max(SHORT_WAIT_MS, Math.min(untilCommit, 100));
        }
        if (justReplayed) {
            return Duration.ZERO;
        }
        var wanted = context.takeTimeout();
        if (wanted.isPresent()) {
            return Duration.ofMillis(Math.min(untilCommit, wanted.getAsLong()));
        }
        return Duration.ofMillis(
                redelivering ? Math.min(untilCommit, backoff.next().toMillis()) : untilCommit);
    }

    private void deliver() {
        var records = batch.records();
        var start = System.nanoTime();
        try {
            watch.within(Place.PUT, () -> task.put(new ArrayList<>(records)));
            watch.succeeded();
        } catch (RetriableException e) {
            LOG.warn("The connector wants to be given {} again: {}", batch.describe(), scope.masked(e.toString()));
            watch.retrying(scope.masked(e.toString()));
            metrics.errors().retry();
            if (givesUp(e)) {
                deliverOn();
            } else {
                redelivering = true;
                context.holdAll();
            }
            return;
        } catch (RuntimeException e) {
            throw failed(e);
        }
        var letter = batch.letter();
        if (letter != null) {
            replayed(letter);
        } else if (!batch.next().isEmpty()) {
            scope.limit().spend(records.size(), batch.bytes());
            metrics.flow().put(records.size(), System.nanoTime() - start);
            measureAge(records);
            if (scope.tap().isOpen()) {
                scope.tap().delivered(records);
            }
            offsets.delivered(batch.next());
            ledger.put(batch.byPartition());
            batch = SinkBatch.EMPTY;
        }
        deliverOn();
    }

    private void deliverOn() {
        if (redelivering) {
            redelivering = false;
            backoff.reset();
            release();
        }
    }

    private ConnectException failed(RuntimeException cause) {
        var letter = batch.letter();
        if (letter == null) {
            ledger.failed(batch.records().size());
        } else {
            replays.refused(letter, cause);
        }
        return new ConnectException(
                "Task " + scope.id() + " stopped in stage TASK_PUT: the connector ("
                        + task.getClass().getName() + ") failed to take " + batch.describe() + ": " + cause
                        + ". Look at its settings and at the system it writes to, then restart the task: it is given"
                        + " these records again.",
                cause);
    }

    /** Whether a dead letter was tried often enough. */
    private boolean givesUp(RetriableException cause) {
        var letter = batch.letter();
        if (letter == null || ++replayTries < MOST_REPLAY_TRIES) {
            return false;
        }
        replays.refused(letter, cause);
        replayTries = 0;
        batch = SinkBatch.EMPTY;
        return true;
    }

    /** It is done with when the connector vouches for it, which it is asked for soon. */
    private void replayed(LetterId letter) {
        var origin = batch.byPartition().keySet().iterator().next();
        scope.limit().spend(batch.records().size(), 0);
        replays.put(letter, offsets.delivered(origin));
        replayTries = 0;
        batch = SinkBatch.EMPTY;
        context.requestCommit();
    }

    @Override
    public void assigned(Collection<TopicPartition> partitions) {
        inRebalance(() -> {
            begin(partitions);
            context.assigned();
            metrics.flow().partitions(log.assignment().size());
            if (!partitions.isEmpty()) {
                watch.within(Place.OPEN, () -> task.open(partitions));
                rewind();
            }
        });
    }

    private void begin(Collection<TopicPartition> partitions) {
        var committed = log.committed(partitions);
        for (var partition : partitions) {
            var position = log.position(partition);
            offsets.start(partition, position);
            ledger.assigned(partition, position, Optional.ofNullable(committed.get(partition)));
        }
    }

    @Override
    public void revoked(Collection<TopicPartition> partitions) {
        inRebalance(() -> {
            if (!partitions.isEmpty()) {
                commits.conclude(partitions);
                offsets.remove(partitions);
                ledger.revoked(partitions);
                replays.revoked(partitions);
                drop(partitions);
                metrics.flow().partitions(log.assignment().size() - partitions.size());
            }
        });
    }

    /** What goes wrong within a poll is thrown after it: the log is not to be disturbed in the middle of a rebalance. */
    private void inRebalance(Runnable change) {
        try {
            change.run();
        } catch (RuntimeException e) {
            rebalanceFailure = rebalanceFailure == null ? e : rebalanceFailure;
        }
    }

    private void throwRebalanceFailure() {
        var failure = rebalanceFailure;
        if (failure != null) {
            rebalanceFailure = null;
            throw failure;
        }
    }

    @Override
    public void close() {
        unlisten.run();
        try {
            if (started && !control.isAbandoned() && !log.assignment().isEmpty()) {
                commits.conclude(log.assignment());
            }
        } finally {
            if (started) {
                stop();
            }
            log.close();
            reader.close();
            ledger.ended();
        }
    }

    private void stop() {
        try {
            watch.within(Place.STOP, task::stop);
        } catch (RuntimeException e) {
            LOG.warn("The connector failed to stop in an orderly way: {}", scope.trace(e));
        }
    }

    @Override
    public long bytesInFlight() {
        return batch.bytes();
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
