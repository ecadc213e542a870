package io.leat.broker.log;

import io.leat.broker.log.RecoveredIndex.Position;
import io.leat.broker.log.RecoveredIndex.Time;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.RecordBatch;

/** Looks at the batches of a segment from a position on, up to the first that is not whole, and indexes them. */
final class SegmentScan {
    private final RecoveredIndex index;
    private final int indexIntervalBytes;
    private final Set<Long> aborts = new HashSet<>();
    private long nextOffset;
    private int validBytes;
    private int sinceIndexed;
    private Time latest;
    private boolean began;

    /** @param from where a batch begins; the index knows nothing above its offset */
    SegmentScan(RecoveredIndex index, Position from, int indexIntervalBytes) {
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
     * @throws IOException if the file cannot be read, which tells nothing of what it holds
     */
    void run(FileRecords file, long start, long end) throws IOException {
        nextOffset = start;
        try {
            for (var batch : file.batchesFrom(validBytes)) {
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
        index.add(latest);
    }

    private boolean isWhole(RecordBatch batch) {
        // The first may begin before the offset looked for; from then on none may overlap.
        var first = began ? batch.baseOffset() : batch.lastOffset();
        if (batch.magic() != RecordBatch.CURRENT_MAGIC_VALUE || first < nextOffset) {
            return false;
        }
        batch.ensureValid();
        return true;
    }

    private void take(RecordBatch batch) {
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
