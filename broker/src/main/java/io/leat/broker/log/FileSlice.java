package io.leat.broker.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.message.FetchResponseData.AbortedTransaction;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.Records;
import org.jspecify.annotations.Nullable;

/** What a read found in one segment file; used by one thread. */
final class FileSlice implements Fetched {
    private final Records records;
    private final Offsets offsets;
    private final List<AbortedTransaction> aborted;
    private @Nullable MemoryRecords loaded;

    /** @param asked the offset asked for */
    record Offsets(long asked, long logStart, long highWatermark, long lastStable) {}

    FileSlice(Records records, Offsets offsets, List<AbortedTransaction> aborted) {
        this.records = records;
        this.offsets = offsets;
        this.aborted = List.copyOf(aborted);
    }

    /** What a read at the end of a resting partition finds. */
    static FileSlice nothingAt(Rest rest) {
        return new FileSlice(
                MemoryRecords.EMPTY, new Offsets(rest.end(), rest.start(), rest.end(), rest.end()), List.of());
    }

    @Override
    public Records records() {
        return records;
    }

    @Override
    public long highWatermark() {
        return offsets.highWatermark;
    }

    @Override
    public long lastStableOffset() {
        return offsets.lastStable;
    }

    @Override
    public long logStartOffset() {
        return offsets.logStart;
    }

    @Override
    public List<AbortedTransaction> abortedTransactions() {
        return aborted;
    }

    @Override
    public List<RecordBatch> committedBatches() {
        return new CommittedBatches(aborted).of(inMemory());
    }

    @Override
    public long nextOffset() {
        var next = offsets.asked;
        for (var batch : inMemory().batches()) {
            next = Math.max(next, batch.nextOffset());
        }
        return next;
    }

    private MemoryRecords inMemory() {
        if (loaded == null) {
            loaded = load();
        }
        return loaded;
    }

    private MemoryRecords load() {
        if (!(records instanceof FileRecords file)) {
            return (MemoryRecords) records;
        }
        var buffer = ByteBuffer.allocate(file.sizeInBytes());
        try {
            file.readInto(buffer, 0);
        } catch (IOException e) {
            throw new KafkaStorageException("Reading " + file.file() + " failed.", e);
        }
        return MemoryRecords.readableRecords(buffer);
    }
}
