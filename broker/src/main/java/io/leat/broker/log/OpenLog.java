package io.leat.broker.log;

import io.leat.broker.disk.Force;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.storage.internals.log.LogSegment;
import org.apache.kafka.storage.internals.log.UnifiedLog;

/** A partition's files as they were opened at one moment; after an error they are opened anew as another one of these. */
final class OpenLog {
    private static final int ODD_SNAPSHOTS = 8;

    private final UnifiedLog log;
    private final SegmentForce segments;
    private final DurableEnd durableEnd;
    private final BatchAppender batches;
    private final LogReader reader;
    private final Chores chores;
    private final ReportedFailures failures;
    private final ArrayDeque<Long> oddSnapshots = new ArrayDeque<>();
    private Aborts forcedAborts = new Aborts(-1, 0);
    private boolean abortsBroken;

    OpenLog(UnifiedLog log, SegmentForce segments, Chores chores, ReportedFailures failures, Time time) {
        this.log = log;
        this.segments = segments;
        this.durableEnd = new DurableEnd(log.logEndOffsetMetadata());
        this.chores = chores;
        this.failures = failures;
        this.batches = new BatchAppender(log, time);
        this.reader = new LogReader(log);
    }

    UnifiedLog log() {
        return log;
    }

    SegmentForce segments() {
        return segments;
    }

    DurableEnd durableEnd() {
        return durableEnd;
    }

    BatchAppender batches() {
        return batches;
    }

    LogReader reader() {
        return reader;
    }

    Chores chores() {
        return chores;
    }

    ReportedFailures failures() {
        return failures;
    }

    /**
     * The offset below which the next start need not look at the records: they are forced and visible, and the segments
     * before the active one are forced with their indexes.
     */
    long recoveryPoint() {
        return recoveryPoint(log.activeSegment());
    }

    private long recoveryPoint(LogSegment active) {
        var rolledForced = log.recoveryPoint() >= active.baseOffset();
        var forced = rolledForced ? segments.forcedTo() : Math.min(segments.forcedTo(), log.recoveryPoint());
        return Math.min(forced, log.highWatermark());
    }

    /**
     * The recovery point, fit to be written down: what the active segment knows of aborted transactions below it is
     * forced. Unlike of the other indexes, one cannot tell from its content whether something is missing.
     */
    long forcedRecoveryPoint(Force force) throws IOException {
        while (true) {
            var active = log.activeSegment();
            // Told before the force: a marker that comes meanwhile lies above.
            var point = recoveryPoint(active);
            if (log.activeSegment() == active) {
                forceAborts(active, force);
                return point;
            }
        }
    }

    /**
     * Writes down the producers' state, so that the next start need not gather it from the whole active segment. Of such
     * files between two segments the last few are kept, because the newest may be too recent to be used ({@link
     * ProducerSnapshots}). Called under the partition's lock, which guards the state; not
     * forced, because the file has a checksum and an older one serves as well.
     */
    void snapshotProducers() throws IOException {
        var state = log.producerStateManager();
        var offset = state.mapEndOffset();
        if (state.takeSnapshot(false).isEmpty()) {
            return;
        }
        oddSnapshots.add(offset);
        if (oddSnapshots.size() > ODD_SNAPSHOTS) {
            removeUnlessOfASegment(oddSnapshots.remove());
        }
    }

    private void removeUnlessOfASegment(long snapshot) throws IOException {
        if (log.logSegments().stream().noneMatch(segment -> segment.baseOffset() == snapshot)) {
            var replaced = log.producerStateManager().removeAndMarkSnapshotForDeletion(snapshot);
            if (replaced.isPresent()) {
                replaced.get().deleteIfExists();
            }
        }
    }

    private void forceAborts(LogSegment active, Force force) throws IOException {
        var file = active.txnIndex().file().toPath();
        var state = new Aborts(active.baseOffset(), sizeOf(file));
        if (abortsBroken) {
            throw new IOException("an earlier force of " + file + " has failed");
        }
        if (state.bytes == 0 || state.equals(forcedAborts)) {
            return;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            abortsBroken = true;
            force.file(file, channel);
            force.directory(log.dir().toPath());
            abortsBroken = false;
        }
        forcedAborts = state;
    }

    private record Aborts(long segment, long bytes) {}

    private static long sizeOf(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** Lets go of the files without writing anything. */
    void abandon() {
        log.removeLogMetrics();
        log.closeHandlers();
    }
}
