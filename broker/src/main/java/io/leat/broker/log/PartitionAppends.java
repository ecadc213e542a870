package io.leat.broker.log;

import io.leat.broker.disk.ForceThreads;
import io.leat.broker.journal.Place;
import io.leat.broker.log.PendingAppends.Pending;
import io.leat.broker.log.UndecidedLog.Written;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.storage.internals.log.LogOffsetMetadata;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.jspecify.annotations.Nullable;

/**
 * The appends of a partition. One writes under the lock and leaves; the journal's thread, or a force thread, makes it
 * durable without the lock, then raises the high watermark and completes what has become visible.
 */
final class PartitionAppends {
    private final TopicPartition partition;
    private final PartitionState state;
    private final LogEnvironment environment;
    private final Caretaker caretaker;
    private final Advances advances;
    private final Faults faults;
    private final PartitionCheckpoint checkpoint;
    private final ForceThreads.Handle force;
    private final JournaledAppends journaled;
    /** Those who asked for the segments to be forced. */
    private final Queue<Runnable> askedToForce = new ConcurrentLinkedQueue<>();

    PartitionAppends(
            TopicPartition partition,
            Uuid topicId,
            PartitionState state,
            LogEnvironment environment,
            Caretaker caretaker,
            Advances advances,
            Faults faults,
            PartitionCheckpoint checkpoint) {
        this.partition = partition;
        this.state = state;
        this.environment = environment;
        this.caretaker = caretaker;
        this.advances = advances;
        this.faults = faults;
        this.checkpoint = checkpoint;
        this.force = environment.forceThreads().handle(this::force);
        this.journaled = new JournaledAppends(
                new Place(topicId, partition.partition()),
                state,
                environment.journal(),
                environment.time()::nanoseconds,
                new Journaled());
    }

    /** Has a force thread run the chores soon. */
    void requestChores() {
        force.request();
    }

    /**
     * Appends.
     *
     * @param admission run under the lock before; refuses by an exception
     * @param store writes, under the lock
     */
    Written store(boolean durable, Runnable admission, Function<BatchAppender, Appended> store) {
        var needsForce = durable && environment.durability() == Durability.FSYNC;
        OpenLog opened;
        Stored stored;
        synchronized (state.lock()) {
            opened = state.writable();
            admission.run();
            stored = store(opened, needsForce, store);
        }
        if (stored.failure != null) {
            throw faults.ofAppend(opened, stored.failure);
        }
        if (needsForce) {
            journaled.submit();
        } else if (stored.visible) {
            stored.written.done().complete(stored.written.appended());
            advances.tell();
        }
        return stored.written;
    }

    /** @param visible whether readers see it at once */
    private record Stored(
            Written written, boolean visible, @Nullable Throwable failure) {}

    private Stored store(OpenLog opened, boolean needsForce, Function<BatchAppender, Appended> store) {
        try {
            var start = opened.log().logEndOffsetMetadata();
            var written = new Written(store.apply(opened.batches()), new CompletableFuture<>());
            count(start, opened.log().logEndOffsetMetadata());
            return new Stored(written, admit(opened.log(), start, written, needsForce), null);
        } catch (IOException | RuntimeException | InternalError e) {
            return new Stored(new Written(Appended.nothing(partition, -1), new CompletableFuture<>()), false, e);
        }
    }

    private void count(LogOffsetMetadata start, LogOffsetMetadata end) {
        var sameSegment = start.segmentBaseOffset == end.segmentBaseOffset;
        var bytes = end.relativePositionInSegment - (sameSegment ? start.relativePositionInSegment : 0);
        checkpoint.appended(bytes);
        caretaker.appended(bytes);
    }

    /** Returns whether the append is visible at once. */
    private boolean admit(UnifiedLog log, LogOffsetMetadata start, Written written, boolean needsForce)
            throws IOException {
        if (!needsForce && state.pending().isEmpty()) {
            raiseHighWatermark(log);
            return true;
        }
        state.pending().add(new Pending(start, log.logEndOffset(), needsForce, written.appended(), written.done()));
        return false;
    }

    private void raiseHighWatermark(UnifiedLog log) throws IOException {
        log.updateHighWatermark(state.pending().barrier().orElseGet(log::logEndOffsetMetadata));
    }

    /** On a force thread. */
    private void force() {
        var asked = takeAsked();
        state.opened().filter(state::isOnline).ifPresent(opened -> {
            // Chores come without: ten thousand new partitions are not to be forced one by one for their sake.
            if (!asked.isEmpty()) {
                forceSegments(opened);
            }
            tend(opened);
        });
        asked.forEach(Runnable::run);
    }

    private List<Runnable> takeAsked() {
        var asked = new ArrayList<Runnable>();
        for (var one = askedToForce.poll(); one != null; one = askedToForce.poll()) {
            asked.add(one);
        }
        return asked;
    }

    private void forceSegments(OpenLog opened) {
        try {
            var before = opened.durableEnd().get();
            var end = opened.log().logEndOffsetMetadata();
            opened.segments().forceTo(end.messageOffset);
            complete(opened, end);
            if (before.segmentBaseOffset != end.segmentBaseOffset) {
                journaled.leaveSegment();
            }
        } catch (IOException | RuntimeException e) {
            faults.fail(opened, "force it", e, false);
        }
    }

    private void tend(OpenLog opened) {
        try {
            opened.chores().run();
        } catch (RuntimeException e) {
            faults.fail(opened, "tend it", e, true);
        }
    }

    /** Everything below the end is durable. */
    private void complete(OpenLog opened, LogOffsetMetadata end) throws IOException {
        opened.durableEnd().raiseTo(end);
        List<Pending> visible;
        synchronized (state.lock()) {
            if (!state.isOnline(opened)) {
                return;
            }
            visible = state.pending().durableTo(end.messageOffset);
            raiseHighWatermark(opened.log());
        }
        visible.forEach(Pending::complete);
        advances.tell();
    }

    private final class Journaled implements JournaledAppends.Completion {
        @Override
        public void durableTo(OpenLog opened, LogOffsetMetadata end) {
            try {
                complete(opened, end);
            } catch (IOException | RuntimeException e) {
                faults.fail(opened, "acknowledge appends to it", e, true);
            }
        }

        @Override
        public void forceSegments(Runnable done) {
            askedToForce.add(done);
            force.request();
        }
    }

    /** What the journal has of the files that were open before must never come back. */
    void restartJournal() {
        journaled.restart();
    }

    /** Completes when everything appended so far is on disk. */
    CompletableFuture<Void> forced() {
        if (environment.durability() == Durability.OS) {
            return CompletableFuture.completedFuture(null);
        }
        var done = new CompletableFuture<Appended>();
        synchronized (state.lock()) {
            var end = state.writable().log().logEndOffsetMetadata();
            var nothing = Appended.nothing(partition, end.messageOffset);
            state.pending().add(new Pending(end, end.messageOffset, true, nothing, done));
        }
        journaled.submit();
        return done.thenApply(ignored -> null);
    }
}
