package io.leat.runtime.task;

import io.leat.runtime.client.ConsumerExtensions;
import io.leat.runtime.ledger.SinkLedger;
import io.leat.runtime.log.LogReader;
import io.leat.runtime.metrics.SinkMetrics;
import io.leat.runtime.metrics.TaskMetrics;
import io.leat.runtime.watch.Place;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what the connector vouches for: without waiting while the task runs, waiting where partitions are given away.
 * One commit at a time is under way; one that fails is made good by the next. The task thread's.
 */
final class SinkCommits {

    private static final Logger LOG = LoggerFactory.getLogger(SinkCommits.class);

    private final SinkTask task;
    private final LogReader reader;
    private final SinkOffsets offsets;
    private final ConsumerExtensions extensions;
    private final SinkLedger ledger;
    private final SinkReplays replays;
    private final TaskSettings settings;
    private final TaskScope<?> scope;
    private final TaskControl control;
    private final TaskMetrics<SinkMetrics> metrics;
    private long next;
    private long number;
    private @Nullable Commit underWay;

    SinkCommits(SinkRun run) {
        this.task = run.task();
        this.reader = run.log();
        this.offsets = run.offsets();
        this.extensions = run.extensions();
        this.ledger = run.ledger();
        this.replays = run.replays();
        this.scope = run.scope();
        this.settings = scope.settings();
        this.control = scope.control();
        this.metrics = run.scope().metrics();
        this.next = control.millis() + settings.offsetFlushInterval().toMillis();
    }

    private record Commit(
            Map<TopicPartition, OffsetAndMetadata> offsets, CompletableFuture<Void> result, long started) {}

    /** When the next commit is due, on the clock of the task's control. */
    long next() {
        return next;
    }

    boolean isUnderWay() {
        return underWay != null;
    }

    /** Asks the connector and starts a commit. @return false if the connector failed: it is to be given its records again */
    boolean begin() {
        var now = control.millis();
        next = now + settings.offsetFlushInterval().toMillis();
        var partitions = reader.assignment();
        try {
            start(vouchedFor(partitions), now);
            return true;
        } catch (Throwable e) {
            failed("The connector could not flush; its records are read again from the last commit on.", e);
            replays.flushFailed(e);
            return false;
        }
    }

    private Map<TopicPartition, Long> vouchedFor(Collection<TopicPartition> partitions) {
        var delivered = offsets.delivered(partitions);
        if (delivered.isEmpty()) {
            return Map.of();
        }
        var vouched = scope.watch().inside(Place.PRE_COMMIT, () -> task.preCommit(delivered));
        replays.vouched(vouched, delivered);
        return offsets.committable(partitions, vouched, ledger::hasNews);
    }

    private void start(Map<TopicPartition, Long> committable, long now) {
        if (committable.isEmpty() || control.isAbandoned()) {
            return;
        }
        metrics.flow().commitStarted(++number);
        var noted = ledger.noted(committable);
        underWay = new Commit(noted, reader.commit(noted), now);
    }

    /** Sees what has become of the commit under way. */
    void settle() {
        var current = underWay;
        if (current == null) {
            return;
        }
        if (current.result().isDone()) {
            finish(current, 0);
        } else if (control.millis() - current.started()
                > settings.offsetFlushTimeout().toMillis()) {
            underWay = null;
            metrics.flow().commitSkipped();
            failed("A commit of offsets took too long; the next will make up for it.", new TimeoutException());
        }
    }

    private void finish(Commit current, long maxMillis) {
        underWay = null;
        try {
            current.result().get(maxMillis, TimeUnit.MILLISECONDS);
            offsets.committed(current.offsets());
            ledger.committed(current.offsets());
            tell(current.offsets());
            metrics.flow().commitCompleted();
            metrics.common().committed(control.millis() - current.started());
        } catch (ExecutionException | TimeoutException e) {
            failed("Offsets could not be committed; the next commit will make up for it.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        metrics.flow().active(offsets.uncommitted());
    }

    private void tell(Map<TopicPartition, OffsetAndMetadata> committed) {
        if (!extensions.isEmpty()) {
            extensions.committed(committed);
        }
    }

    private void failed(String message, Throwable cause) {
        metrics.common().commitFailed();
        LOG.warn("{} {}", message, scope.trace(cause));
    }

    /** The last commit for these partitions, with the connector's {@code close} in between; waits. */
    void conclude(Collection<TopicPartition> partitions) {
        var timeout = settings.offsetFlushTimeout().toMillis();
        awaitUnderWay(timeout);
        offsets.awaitPending(partitions, timeout);
        Map<TopicPartition, Long> committable = Map.of();
        try {
            committable = vouchedFor(partitions);
        } catch (Throwable e) {
            failed(
                    "The connector could not flush when it gave up " + partitions + "; what is not committed will be"
                            + " delivered again.",
                    e);
        } finally {
            scope.watch().within(Place.CLOSE, () -> task.close(partitions));
        }
        start(committable, control.millis());
        awaitUnderWay(timeout);
    }

    private void awaitUnderWay(long maxMillis) {
        var current = underWay;
        if (current != null) {
            finish(current, maxMillis);
        }
    }
}
