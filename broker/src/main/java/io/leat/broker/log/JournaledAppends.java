package io.leat.broker.log;

import io.leat.broker.journal.AppendJournal;
import io.leat.broker.journal.Group;
import io.leat.broker.journal.Hold;
import io.leat.broker.journal.Place;
import io.leat.broker.journal.Source;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.storage.internals.log.LogOffsetMetadata;
import org.apache.kafka.storage.internals.log.LogSegment;
import org.jspecify.annotations.Nullable;

/**
 * A partition's way into the journal: what lies in the active segment above the {@link DurableEnd} is copied from there,
 * as it is, whoever wrote it. What is large, or lies in two segments, is forced in the segments instead, which is cheaper.
 *
 * <p>So nothing of a segment is journaled before all segments below it are forced, and with the first entry of a segment
 * the journal forgets those. Where segments have a gap after a crash, that tells whether something was lost, or compaction
 * has taken it away ({@link TailRepair}).
 */
final class JournaledAppends implements Source {
    /** Above this, writing twice costs more than a second force. */
    private static final int LARGEST = 256 << 10;
    /** So much is forced in the segments at a time, in the background, so that no such force takes long. */
    private static final long WORTH_FORCING = 2L << 20;
    /**
     * A partition that takes longer to gather that waits for the journal to ask, or for a checkpoint: by then the operating
     * system has written most of it, and a force less is one that the journal's own do not have to wait for.
     */
    private static final long GATHERED_SOON_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Place place;
    private final PartitionState state;
    private final AppendJournal journal;
    private final Completion completion;
    private final LongSupplier nanoClock;
    private @Nullable Taken taken;
    private long segmentInJournal;
    private long unforcedBytes;
    private long unforcedSince;
    private volatile boolean used;

    /** What the journal does with the partition. */
    interface Completion {
        /** Everything below the offset is durable. */
        void durableTo(OpenLog opened, LogOffsetMetadata end);

        /** The segments are to be forced soon. @param done called when that was tried */
        void forceSegments(Runnable done);
    }

    private record Taken(OpenLog opened, LogOffsetMetadata end) {}

    JournaledAppends(
            Place place, PartitionState state, AppendJournal journal, LongSupplier nanoClock, Completion completion) {
        this.place = place;
        this.state = state;
        this.journal = journal;
        this.completion = completion;
        this.nanoClock = nanoClock;
        this.unforcedSince = nanoClock.getAsLong();
    }

    void submit() {
        journal.submit(this);
    }

    /** The durable end has come into another segment: the journal is to forget those below soon. */
    void leaveSegment() {
        if (used) {
            journal.submit(this);
        }
    }

    @Override
    public Gathered gather(Group group) throws IOException {
        var opened = state.opened().filter(state::isOnline);
        return opened.isPresent() ? gather(opened.get(), group) : Gathered.NOTHING;
    }

    private Gathered gather(OpenLog opened, Group group) throws IOException {
        var end = opened.log().logEndOffsetMetadata();
        var from = opened.durableEnd().get();
        var restart = used && segmentInJournal != from.segmentBaseOffset;
        if (restart && !group.addRestart(place)) {
            return Gathered.NO_ROOM;
        }
        if (end.messageOffset <= from.messageOffset) {
            completion.durableTo(opened, from);
            taken = restart ? new Taken(opened, from) : null;
            return restart ? Gathered.TAKEN : Gathered.NOTHING;
        }
        return gather(opened, from, end, group);
    }

    private Gathered gather(OpenLog opened, LogOffsetMetadata from, LogOffsetMetadata end, Group group)
            throws IOException {
        var segment = opened.log().activeSegment();
        var length = end.relativePositionInSegment - from.relativePositionInSegment;
        if (from.segmentBaseOffset != end.segmentBaseOffset
                || segment.baseOffset() != end.segmentBaseOffset
                || length > LARGEST
                || !group.canHold(length)) {
            return Gathered.REFUSED;
        }
        var hold = new UntilForced(opened, end.messageOffset);
        if (!group.addRecords(place, from.messageOffset, length, bytes -> copy(segment, from, bytes), this, hold)) {
            return Gathered.NO_ROOM;
        }
        taken = new Taken(opened, end);
        used = true;
        unforcedBytes += length;
        return Gathered.TAKEN;
    }

    private static void copy(LogSegment segment, LogOffsetMetadata from, ByteBuffer target) throws IOException {
        var channel = segment.log().channel();
        for (var at = (long) from.relativePositionInSegment; target.hasRemaining(); ) {
            var read = channel.read(target, at);
            if (read < 0) {
                throw new EOFException(segment.log().file() + " ends at byte " + at);
            }
            at += read;
        }
    }

    @Override
    public void durable() {
        var done = taken;
        taken = null;
        if (done != null) {
            segmentInJournal = done.end.segmentBaseOffset;
            completion.durableTo(done.opened, done.end);
        }
        if (unforcedBytes > WORTH_FORCING) {
            forceIfBusy();
        }
    }

    private void forceIfBusy() {
        var now = nanoClock.getAsLong();
        if (now - unforcedSince < GATHERED_SOON_NANOS) {
            completion.forceSegments(() -> {});
        }
        unforcedBytes = 0;
        unforcedSince = now;
    }

    @Override
    public void pass() {
        taken = null;
        completion.forceSegments(() -> {});
    }

    /**
     * The partition's files were opened anew, cut and forced: what the journal has of it must never come back.
     *
     * @throws KafkaStorageException if the journal cannot take that now
     */
    void restart() {
        if (used) {
            var restart = new Restart();
            journal.submit(restart);
            restart.done.join();
            used = false;
        }
    }

    /** Keeps what was journaled until the segments have it. */
    private final class UntilForced implements Hold {
        private final OpenLog opened;
        private final long end;

        UntilForced(OpenLog opened, long end) {
            this.opened = opened;
            this.end = end;
        }

        @Override
        public boolean released() {
            return opened.segments().forcedTo() >= end || state.hasLeft(opened);
        }

        @Override
        public void hurry(Runnable done) {
            completion.forceSegments(done);
        }
    }

    private final class Restart implements Source {
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        @Override
        public Gathered gather(Group group) throws IOException {
            return group.addRestart(place) ? Gathered.TAKEN : Gathered.NO_ROOM;
        }

        @Override
        public void durable() {
            done.complete(null);
        }

        @Override
        public void pass() {
            done.completeExceptionally(
                    new KafkaStorageException("The journal of appends takes no writes at the moment."));
        }
    }
}
