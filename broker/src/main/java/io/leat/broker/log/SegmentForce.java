package io.leat.broker.log;

import io.leat.broker.disk.Force;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.storage.internals.log.LogSegment;
import org.apache.kafka.storage.internals.log.UnifiedLog;

/**
 * Forces what a log has grown by: the {@code .log} files only, because recovery rebuilds the indexes, and the folders
 * when a file is new in them.
 */
final class SegmentForce {
    private static final long NONE = -1;

    private final UnifiedLog log;
    private final Force force;
    private volatile long forcedTo;
    private long newestNamed;

    private SegmentForce(UnifiedLog log, Force force, long forcedTo, long newestNamed) {
        this.log = log;
        this.force = force;
        this.forcedTo = forcedTo;
        this.newestNamed = newestNamed;
    }

    /** For a log of which everything is on disk. */
    static SegmentForce complete(UnifiedLog log, Force force) {
        return new SegmentForce(
                log, force, log.logEndOffset(), log.activeSegment().baseOffset());
    }

    /** For a log of which nothing above {@code recoveryPoint} is known to be on disk, the names of its files included. */
    static SegmentForce from(long recoveryPoint, UnifiedLog log, Force force) {
        var named = log.logSegments().stream()
                .mapToLong(LogSegment::baseOffset)
                .filter(base -> base < recoveryPoint)
                .max()
                .orElse(NONE);
        return new SegmentForce(log, force, recoveryPoint, named);
    }

    /** The offset below which every record is on disk. */
    long forcedTo() {
        return forcedTo;
    }

    /** Forces everything below {@code end}. */
    synchronized void forceTo(long end) throws IOException {
        if (end <= forcedTo && newestNamed != NONE) {
            return;
        }
        var newest = newestNamed;
        for (var segment : grown(end)) {
            force(segment);
            newest = Math.max(newest, segment.baseOffset());
        }
        if (newest > newestNamed) {
            forceNames();
        }
        newestNamed = newest;
        forcedTo = Math.max(end, forcedTo);
    }

    private List<LogSegment> grown(long end) {
        var active = log.activeSegment();
        // The usual case, told without the log's lock, which an append may hold while it writes.
        return active.baseOffset() <= forcedTo
                ? List.of(active)
                : log.logSegments(forcedTo, Math.max(end, forcedTo + 1));
    }

    private void forceNames() throws IOException {
        force.directory(directory());
        if (newestNamed == NONE) {
            force.directory(log.parentDirFile().toPath());
        }
    }

    private void force(LogSegment segment) throws IOException {
        try {
            force.file(segment.log().file().toPath(), segment.log().channel());
        } catch (ClosedChannelException e) {
            // Retention may take a segment away meanwhile: then its records are not missed.
            if (log.logSegments().contains(segment)) {
                throw e;
            }
        }
    }

    private Path directory() {
        return log.dir().toPath();
    }
}
