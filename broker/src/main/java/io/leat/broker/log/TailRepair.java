package io.leat.broker.log;

import io.leat.broker.disk.Force;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.storage.internals.log.CorruptIndexException;
import org.apache.kafka.storage.internals.log.LogFileUtils;
import org.apache.kafka.storage.internals.log.TransactionIndex;

/**
 * Brings a partition's files into the state that closing leaves, by looking only at what came after the last recovery
 * point. Kafka's own recovery reads the whole segment that holds the recovery point, and cuts it wherever it finds
 * damage; here a batch that is not whole ends the log only above the recovery point, below it the partition is refused.
 *
 * <pre>
 *   segment          |#################|##############~~~~~..
 *                                            ^ recovery point
 *   taken as it is    ------------------->|               # on disk
 *   read again                            |------>|       ~ perhaps
 *   cut off                                       |->     . torn
 * </pre>
 */
final class TailRepair {
    private final Path folder;
    private final int indexIntervalBytes;
    private final boolean compacted;
    private final JournalReplay journal;
    private final Force force;
    private long scannedBytes;

    /**
     * Prepares.
     *
     * @param indexIntervalBytes the topic's {@code index.interval.bytes}
     * @param compacted whether compaction may have left gaps
     * @param journal what it has of the partition is appended later
     */
    TailRepair(Path folder, int indexIntervalBytes, boolean compacted, JournalReplay journal, Force force) {
        this.compacted = compacted;
        this.journal = journal;
        this.folder = folder;
        this.indexIntervalBytes = indexIntervalBytes;
        this.force = force;
    }

    /**
     * Repairs the files.
     *
     * @param recoveryPoint everything below is known to be on disk
     * @param end batches from this offset on are cut off, whole or not
     * @return whether the files are as closing leaves them; else what they hold is whole, but Kafka's recovery must build
     *     the rest anew
     * @throws CorruptLogException if something below the recovery point is missing; nothing was changed
     */
    boolean run(long recoveryPoint, long end) throws IOException {
        var bases = segments();
        if (bases.isEmpty()) {
            return false;
        }
        if (isBeingReplaced()) {
            return false;
        }
        if (recoveryPoint < bases.get(0) && journal.covers(recoveryPoint, bases.get(0))) {
            removeFrom(bases);
            return false;
        }
        var first = firstToLookAt(bases, recoveryPoint);
        var complete = true;
        for (var at = first; at < bases.size(); at++) {
            var base = bases.get(at);
            var last = at == bases.size() - 1;
            // Only segments before the last one are compacted.
            var scan = scan(base, recoveryPoint, end, last && !compacted ? recoveryPoint : Long.MAX_VALUE);
            var next = last ? Long.MAX_VALUE : bases.get(at + 1);
            if (!last && scan.whole && scan.nextOffset() <= next && next < end && !isLost(scan.nextOffset(), next)) {
                complete &= settle(scan, recoveryPoint);
                continue;
            }
            requireAbove(recoveryPoint, scan, base);
            complete &= settle(scan, recoveryPoint);
            removeFrom(bases.subList(at + 1, bases.size()));
            return complete && hasProducerSnapshot(bases.subList(0, at + 1));
        }
        return complete && hasProducerSnapshot(bases);
    }

    /**
     * Whether a gap between segments is what a power loss has left of records that the journal has: then nobody was told of
     * the segments behind it, which are forced only after those before. Compaction leaves gaps too.
     */
    private boolean isLost(long from, long to) throws IOException {
        return from < to && journal.covers(from, to);
    }

    /** Bytes that were looked at. */
    long scannedBytes() {
        return scannedBytes;
    }

    private List<Long> segments() throws IOException {
        try (var files = Files.list(folder)) {
            return new ArrayList<>(files.map(Path::toFile)
                    .filter(LogFileUtils::isLogFile)
                    .map(LogFileUtils::offsetFromFile)
                    .sorted()
                    .toList());
        }
    }

    /** Whether compaction was putting new segments in place, which Kafka's code finishes. */
    private boolean isBeingReplaced() throws IOException {
        try (var files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(LogFileUtils.SWAP_FILE_SUFFIX));
        }
    }

    /**
     * Without one, Kafka's code takes it that after a clean stop there were no producers. It removes those that are not of
     * the beginning of a segment, but for one within the last.
     */
    private boolean hasProducerSnapshot(List<Long> bases) throws IOException {
        var last = bases.get(bases.size() - 1);
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(LogFileUtils.PRODUCER_SNAPSHOT_FILE_SUFFIX))
                    .map(file -> LogFileUtils.offsetFromFile(file.toFile()))
                    .anyMatch(offset -> offset >= last || bases.contains(offset));
        }
    }

    private static int firstToLookAt(List<Long> bases, long recoveryPoint) {
        var first = 0;
        while (first + 1 < bases.size() && bases.get(first + 1) <= recoveryPoint) {
            first++;
        }
        return first;
    }

    private record Scanned(long base, SegmentScan scan, RecoveredIndex index, int from, boolean whole) {
        long nextOffset() {
            return Math.max(base, scan.nextOffset());
        }
    }

    private Scanned scan(long base, long recoveryPoint, long end, long gapless) throws IOException {
        var log = LogFileUtils.logFile(folder.toFile(), base);
        var file = FileRecords.open(log, false);
        try {
            var index = RecoveredIndex.read(
                    LogFileUtils.offsetIndexFile(folder.toFile(), base).toPath(),
                    LogFileUtils.timeIndexFile(folder.toFile(), base).toPath(),
                    base);
            var anchor = index.below(recoveryPoint);
            if (!isBatch(file, anchor)) {
                anchor = new RecoveredIndex.Position(base - 1, 0);
            }
            index.cutAfter(anchor.offset());
            var scan = new SegmentScan(index, anchor, indexIntervalBytes, journal::covers);
            scan.run(file, Math.max(base, anchor.offset()), end, gapless);
            scannedBytes += scan.validBytes() - anchor.position();
            return new Scanned(base, scan, index, anchor.position(), scan.validBytes() == file.sizeInBytes());
        } finally {
            // Closing it would force it, which takes longer than all else where there is nothing to repair.
            file.closeHandlers();
        }
    }

    private static boolean isBatch(FileRecords file, RecoveredIndex.Position anchor) {
        if (anchor.position() >= file.sizeInBytes()) {
            return false;
        }
        try {
            var batches = file.batchesFrom(anchor.position()).iterator();
            return batches.hasNext() && batches.next().lastOffset() == anchor.offset();
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void requireAbove(long recoveryPoint, Scanned found, long base) throws CorruptLogException {
        if (found.nextOffset() < recoveryPoint) {
            throw new CorruptLogException("the records from offset " + found.nextOffset() + " to " + (recoveryPoint - 1)
                    + " were on disk and are missing or damaged in " + LogFileUtils.logFile(folder.toFile(), base)
                    + " at byte " + found.scan.validBytes());
        }
    }

    /** Cuts the segment after its last whole batch; returns whether all its indexes are right. */
    private boolean settle(Scanned found, long recoveryPoint) throws IOException {
        var log = LogFileUtils.logFile(folder.toFile(), found.base).toPath();
        try (var channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            if (channel.size() > found.scan.validBytes()) {
                channel.truncate(found.scan.validBytes());
            }
        }
        if (FailedForce.isNoted(folder)) {
            rewrite(log, found.from, found.scan.validBytes());
        }
        found.index.write();
        var complete = settleAborts(found, recoveryPoint);
        if (found.scan.validBytes() > 0) {
            forceIndexes(found.base);
        }
        return complete;
    }

    /** What a failed force has left may be in memory only, and taken for written: written again, it is not. */
    private static void rewrite(Path log, long from, long to) throws IOException {
        var piece = ByteBuffer.allocate(1 << 20);
        try (var channel = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (var at = from; at < to; at += piece.limit()) {
                piece.clear().limit((int) Math.min(piece.capacity(), to - at));
                Utils.readFully(channel, piece, at);
                Utils.writeFully(channel.position(at), piece.flip());
            }
        }
    }

    /**
     * Entries of aborted transactions have no checksum, so only those below the recovery point are believed, which were
     * forced; with others, or markers that want one, the index is built anew from the whole segment.
     */
    private boolean settleAborts(Scanned found, long recoveryPoint) throws IOException {
        if (found.scan.aborts().stream().anyMatch(marker -> marker >= recoveryPoint)) {
            return false;
        }
        var file = LogFileUtils.transactionIndexFile(folder.toFile(), found.base);
        try (var index = new TransactionIndex(found.base, file)) {
            index.sanityCheck();
            var last = -1L;
            for (var aborted : index.allAbortedTxns()) {
                if (aborted.lastOffset() <= last || aborted.lastOffset() >= recoveryPoint) {
                    return false;
                }
                last = aborted.lastOffset();
            }
            return true;
        } catch (CorruptIndexException e) {
            return false;
        }
    }

    /** Once the next segment begins, they are believed without a look. */
    private void forceIndexes(long base) throws IOException {
        for (var file : List.of(
                LogFileUtils.offsetIndexFile(folder.toFile(), base),
                LogFileUtils.timeIndexFile(folder.toFile(), base),
                LogFileUtils.transactionIndexFile(folder.toFile(), base))) {
            if (file.exists()) {
                try (var channel = FileChannel.open(file.toPath(), StandardOpenOption.WRITE)) {
                    force.file(file.toPath(), channel);
                }
            }
        }
        force.directory(folder);
    }

    private void removeFrom(List<Long> bases) throws IOException {
        for (var at = bases.size() - 1; at >= 0; at--) {
            var base = bases.get(at);
            Files.deleteIfExists(LogFileUtils.logFile(folder.toFile(), base).toPath());
            Files.deleteIfExists(
                    LogFileUtils.offsetIndexFile(folder.toFile(), base).toPath());
            Files.deleteIfExists(
                    LogFileUtils.timeIndexFile(folder.toFile(), base).toPath());
            Files.deleteIfExists(
                    LogFileUtils.transactionIndexFile(folder.toFile(), base).toPath());
        }
    }
}
