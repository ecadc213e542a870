package io.leat.runtime.task;

import io.leat.runtime.letters.LetterId;
import io.leat.runtime.metrics.SinkMetrics;
import io.leat.runtime.metrics.TaskMetrics;
import io.leat.runtime.task.SinkHolds.Reason;
import io.leat.runtime.watch.Place;
import io.leat.runtime.watch.TaskWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts batches to the connector of a sink task. A batch that the connector asks to be given again ({@link
 * RetriableException}) is kept, and nothing else is read until it is delivered. The task thread's, but for {@link
 * #bytes}.
 */
final class SinkDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(SinkDelivery.class);

    /** Between two reads, so that a big replay leaves the log its turn. */
    private static final int MOST_REPLAYS = 50;

    /** A dead letter that the connector asks for again and again gives way to the records that come. */
    private static final int MOST_REPLAY_TRIES = 10;

    private final SinkRun run;
    private final SinkHolds holds;
    private final Backoff backoff;
    private final TaskScope<SinkMetrics> scope;
    private final TaskMetrics<SinkMetrics> metrics;
    private final TaskWatch watch;
    private volatile SinkBatch batch = SinkBatch.EMPTY;
    private boolean justReplayed;
    private int replayTries;

    /** @param backoff pauses before a batch is put again, where the connector names none */
    SinkDelivery(SinkRun run, SinkHolds holds, Backoff backoff) {
        this.run = run;
        this.holds = holds;
        this.backoff = backoff;
        this.scope = run.scope();
        this.metrics = scope.metrics();
        this.watch = scope.watch();
    }

    /** What is kept goes before all else. */
    boolean isRedelivering() {
        return holds.isFor(Reason.REDELIVERY);
    }

    /** How long to wait before what is kept is put again; longer each time. */
    Duration pause() {
        return backoff.next();
    }

    /** Whether dead letters were put since the last read, so that more of them may wait. */
    boolean hasJustReplayed() {
        return justReplayed;
    }

    /** About what is kept. From any thread. */
    long bytes() {
        return batch.bytes();
    }

    /** Puts what was read; not while {@link #isRedelivering}. */
    void deliver(SinkBatch read) {
        batch = read;
        deliver();
    }

    /** Puts what is kept once more. */
    void redeliver() {
        deliver();
    }

    /** Puts dead letters that wait for it. */
    void replay() {
        justReplayed = false;
        for (var i = 0; i < MOST_REPLAYS && holds.isNone(); i++) {
            var next = run.replays().next(run.log().assignment());
            if (next.isEmpty()) {
                justReplayed |= run.replays().isCutShort();
                return;
            }
            deliver(next.get());
            justReplayed = !isRedelivering();
        }
    }

    /** What is kept of these partitions is not put again: it is read again, or by another task. */
    void drop(Collection<TopicPartition> partitions) {
        batch = batch.without(partitions);
        if (isRedelivering() && batch.isEmpty()) {
            holds.release(Reason.REDELIVERY);
        }
    }

    private void deliver() {
        var records = batch.records();
        var start = System.nanoTime();
        try {
            watch.within(Place.PUT, () -> run.task().put(new ArrayList<>(records)));
            watch.succeeded();
        } catch (RetriableException e) {
            keep(e);
            return;
        } catch (Throwable e) {
            throw failed(e);
        }
        var letter = batch.letter();
        if (letter != null) {
            replayed(letter);
        } else if (!batch.next().isEmpty()) {
            delivered(records, start);
        }
        deliverOn();
    }

    private void keep(RetriableException cause) {
        LOG.warn("The connector wants to be given {} again: {}", batch.describe(), scope.masked(cause.toString()));
        watch.retrying(scope.masked(cause.toString()));
        metrics.errors().retry();
        if (givesUp(cause)) {
            deliverOn();
        } else {
            holds.hold(Reason.REDELIVERY);
        }
    }

    /** Whether a dead letter was tried often enough. */
    private boolean givesUp(RetriableException cause) {
        var letter = batch.letter();
        if (letter == null || ++replayTries < MOST_REPLAY_TRIES) {
            return false;
        }
        run.replays().refused(letter, cause);
        replayTries = 0;
        batch = SinkBatch.EMPTY;
        return true;
    }

    private ConnectException failed(Throwable cause) {
        var letter = batch.letter();
        if (letter == null) {
            run.ledger().failed(batch.records().size());
        } else {
            run.replays().refused(letter, cause);
        }
        return new ConnectException(
                "Task " + scope.id() + " stopped in stage TASK_PUT: the connector ("
                        + run.task().getClass().getName() + ") failed to take " + batch.describe() + ": " + cause
                        + ". Look at its settings and at the system it writes to, then restart the task: it is given"
                        + " these records again.",
                cause);
    }

    private void delivered(List<SinkRecord> records, long start) {
        scope.limit().spend(records.size(), batch.bytes());
        metrics.flow().put(records.size(), System.nanoTime() - start);
        measureAge(records);
        if (scope.tap().isOpen()) {
            scope.tap().delivered(records);
        }
        run.offsets().delivered(batch.next());
        run.ledger().put(batch.byPartition());
        batch = SinkBatch.EMPTY;
    }

    private void measureAge(List<SinkRecord> records) {
        if (!records.isEmpty() && records.get(0).timestamp() != null) {
            metrics.flow().age(scope.clock().millis() - records.get(0).timestamp());
        }
    }

    /** It is done with when the connector vouches for it, which it is asked for soon. */
    private void replayed(LetterId letter) {
        var origin = batch.byPartition().keySet().iterator().next();
        scope.limit().spend(batch.records().size(), 0);
        run.replays().put(letter, run.offsets().delivered(origin));
        replayTries = 0;
        batch = SinkBatch.EMPTY;
        run.context().requestCommit();
    }

    private void deliverOn() {
        if (isRedelivering()) {
            backoff.reset();
            holds.release(Reason.REDELIVERY);
        }
    }
}
