package io.leat.broker.log;

import io.leat.broker.log.RecoveredIndex.Position;
import io.leat.broker.log.RecoveredIndex.Time;
import java.io.IOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the batches of a segment from a position on, up to the first that is not whole, and indexes them.
 *
 * <p>A batch's checksum covers neither its epoch, which is always the same here, nor its base offset. One that is too
 * large looks like the gap that compaction leaves, until a batch follows that goes on from before the gap, or the journal
 * has what the gap is missing: then the batch in between is the damaged one. The very last batch is that where compaction leaves no gaps.
 */
final class SegmentScan {
    private final RecoveredIndex index;
    private final int indexIntervalBytes;
    private final Journaled journal;
    private final Set<Long> aborts = new HashSet<>();
    private long nextOffset;
    private int validBytes;
    private int sinceIndexed;
    private Time latest;
    private boolean began;
    private @Nullable BeforeGap beforeGap;

    /** What lies in the journal too. */
    interface Journaled {
        /** Whether it has a record of these offsets. */
        boolean covers(long from, long to) throws IOException;
    }

    /** What was known before the last batch was taken, where that is not the very next one. */
    private record BeforeGap(long nextOffset, int validBytes, Time latest) {}

    /**
     * Begins.
     *
     * @param from where a batch begins; the index knows nothing above its offset
     * @param journal tells gaps of compaction, which it does not cover, from others
     */
    SegmentScan(RecoveredIndex index, Position from, int indexIntervalBytes, Journaled journal) {
        this.journal = journal;
        this.index = index;
        this.indexIntervalBytes = indexIntervalBytes;
        this.validBytes = from.position();
        this.nextOffset = from.offset();
        this.latest = index.latest();
    }

    /**
     * Reads on.
     *
     * @param start the first batch holds this offset or begins with it
     * @param end batches from this offset on count as not there
     * @param gapless no gap that begins at this offset or above can be one of compaction, if no batch follows
     * @throws IOException if the file cannot be read, which tells nothing of what it holds
     */
    void run(FileRecords file, long start, long end, long gapless) throws IOException {
        nextOffset = start;
        try {
            for (var batch : file.batchesFrom(validBytes)) {
                if (belies(batch)) {
                    stepBack();
                    break;
                }
                if (!isWhole(batch) || batch.baseOffset() >= end) {
                    break;
                }
                take(batch);
            }
        } catch (CorruptRecordException | InvalidRecordException | IllegalArgumentException e) {
            // The end of what is whole.
        } catch (KafkaException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
        }
        if (beforeGap != null && beforeGap.nextOffset >= gapless) {
            stepBack();
        }
        index.add(latest);
    }

    private boolean isWhole(RecordBatch batch) throws IOException {
        // The first may begin before the offset looked for; from then on none may overlap.
        var first = began ? batch.baseOffset() : batch.lastOffset();
        if (batch.magic() != RecordBatch.CURRENT_MAGIC_VALUE
                || first < nextOffset
                || batch.partitionLeaderEpoch() > BatchAppender.LEADER_EPOCH
                || (batch.baseOffset() > nextOffset && journal.covers(nextOffset, batch.baseOffset()))
                || !index.reaches(batch.lastOffset())) {
            return false;
        }
        batch.ensureValid();
        return true;
    }

    /** Whether the batch belongs before the one that was taken last. */
    private boolean belies(RecordBatch batch) {
        return beforeGap != null
                && batch.magic() == RecordBatch.CURRENT_MAGIC_VALUE
                && batch.baseOffset() >= beforeGap.nextOffset
                && batch.baseOffset() < nextOffset
                && batch.isValid();
    }

    private void stepBack() {
        var before = Objects.requireNonNull(beforeGap);
        nextOffset = before.nextOffset;
        validBytes = before.validBytes;
        latest = before.latest;
        index.cutAfter(nextOffset - 1);
        aborts.removeIf(marker -> marker >= nextOffset);
    }

    private void take(RecordBatch batch) {
        beforeGap = batch.baseOffset() > nextOffset ? new BeforeGap(nextOffset, validBytes, latest) : null;
        began = true;
        if (batch.maxTimestamp() > latest.timestamp()) {
            latest = new Time(batch.maxTimestamp(), batch.lastOffset());
        }
        if (sinceIndexed > indexIntervalBytes) {
            index.add(new Position(batch.lastOffset(), validBytes));
            index.add(latest);
            sinceIndexed = 0;
        }
        if (batch.isControlBatch() && isAbort(batch)) {
            aborts.add(batch.lastOffset());
        }
        validBytes += batch.sizeInBytes();
        sinceIndexed += batch.sizeInBytes();
        nextOffset = batch.nextOffset();
    }

    private static boolean isAbort(RecordBatch batch) {
        var records = batch.iterator();
        return records.hasNext() && ControlRecordType.parse(records.next().key()) == ControlRecordType.ABORT;
    }

    /** The offset after the last whole batch. */
    long nextOffset() {
        return nextOffset;
    }

    int validBytes() {
        return validBytes;
    }

    /** The offsets of the markers that abort a transaction. */
    Set<Long> aborts() {
        return aborts;
    }
}
