package io.leat.broker.log;

import io.leat.broker.journal.Place;
import io.leat.broker.journal.RecoveredJournal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.jspecify.annotations.Nullable;

/**
 * Appends to a log, after a crash, what only the journal has of it: the batches beyond the last whole one in the segments,
 * with the offsets and producers that they had.
 */
final class JournalReplay {
    private final RecoveredJournal journal;
    private final Place place;
    private @Nullable List<Range> ranges;

    private record Range(long first, long last) {}

    JournalReplay(RecoveredJournal journal, Place place) {
        this.journal = journal;
        this.place = place;
    }

    /**
     * Appends; nothing is forced.
     *
     * @return how many batches were missing
     * @throws CorruptLogException if records are missing that neither has
     */
    int into(UnifiedLog log) throws IOException {
        var missing = 0;
        var entries = journal.of(place);
        for (var at = firstToRead(entries, log.logEndOffset()); at < entries.size(); at++) {
            var entry = entries.get(at);
            for (var batch : MemoryRecords.readableRecords(entry.read()).batches()) {
                if (batch.lastOffset() >= log.logEndOffset()) {
                    append(batch, log);
                    missing++;
                }
            }
        }
        return missing;
    }

    /** An entry begins where those before it end, or below: only the last that begins in the log may go beyond its end. */
    private static int firstToRead(List<RecoveredJournal.Entry> entries, long logEnd) {
        var first = 0;
        for (var at = 1; at < entries.size(); at++) {
            if (entries.get(at).offset() <= logEnd) {
                first = at;
            }
        }
        return first;
    }

    private static void append(RecordBatch batch, UnifiedLog log) throws CorruptLogException {
        if (batch.baseOffset() != log.logEndOffset()) {
            throw new CorruptLogException("the journal of appends goes on at offset " + batch.baseOffset()
                    + ", but the segments in " + log.dir() + " end at " + log.logEndOffset());
        }
        var bytes = ByteBuffer.allocate(batch.sizeInBytes());
        batch.writeTo(bytes);
        log.appendAsFollower(MemoryRecords.readableRecords(bytes.flip()), BatchAppender.LEADER_EPOCH);
    }

    /** Whether the journal has a record of these offsets. */
    boolean covers(long from, long to) throws IOException {
        var known = ranges == null ? ranges = readRanges() : ranges;
        return known.stream().anyMatch(range -> range.last >= from && range.first < to);
    }

    private List<Range> readRanges() throws IOException {
        var found = new ArrayList<Range>();
        for (var entry : journal.of(place)) {
            for (var batch : MemoryRecords.readableRecords(entry.read()).batches()) {
                found.add(new Range(batch.baseOffset(), batch.lastOffset()));
            }
        }
        return found;
    }

    /** What was appended is on disk: the journal's entries are not needed any more. */
    void settle() {
        journal.settle(place);
    }
}
