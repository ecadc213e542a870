package io.leat.broker.group;

import io.leat.broker.log.Fetched;
import io.leat.broker.log.Isolation;
import io.leat.broker.log.UndecidedLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.coordinator.common.runtime.CoordinatorLoader;
import org.apache.kafka.coordinator.common.runtime.CoordinatorPlayback;
import org.apache.kafka.coordinator.common.runtime.CoordinatorRecord;
import org.apache.kafka.coordinator.group.generated.OffsetCommitKey;
import org.apache.kafka.coordinator.group.generated.OffsetCommitValue;

/**
 * Reads a partition of {@code __consumer_offsets} into the coordinator. Offsets of a topic that is gone are left out, even
 * if another one has its name now: a crash may have kept the coordinator from forgetting them.
 */
final class OffsetsLoader implements CoordinatorLoader<CoordinatorRecord> {
    private static final int READ_BYTES = 1 << 20;

    private final OffsetsTopic topic;
    private final OffsetsReader reader;
    private final CommitTimes times;
    private final Time time;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(OffsetsLoader::thread);

    OffsetsLoader(OffsetsTopic topic, OffsetsReader reader, CommitTimes times, Time time) {
        this.topic = topic;
        this.reader = reader;
        this.times = times;
        this.time = time;
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "group-loader");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public CompletableFuture<LoadSummary> load(
            TopicPartition partition, CoordinatorPlayback<CoordinatorRecord> playback) {
        var asked = time.milliseconds();
        return CompletableFuture.supplyAsync(() -> read(topic.log(partition), playback, asked), executor);
    }

    private LoadSummary read(UndecidedLog log, CoordinatorPlayback<CoordinatorRecord> playback, long asked) {
        var started = time.milliseconds();
        var replay = new Loading(playback);
        var offset = log.logStartOffset();
        var bytes = 0L;
        while (offset < log.highWatermark()) {
            var batches = inMemory(log.read(offset, READ_BYTES, Isolation.READ_UNCOMMITTED));
            if (batches.sizeInBytes() == 0) {
                break;
            }
            for (var batch : batches.batches()) {
                reader.replay(batch, replay);
                offset = batch.nextOffset();
                playback.updateLastWrittenOffset(offset);
                playback.updateLastCommittedOffset(offset);
            }
            bytes += batches.sizeInBytes();
        }
        return new LoadSummary(started, time.milliseconds(), started - asked, replay.records, bytes);
    }

    private static MemoryRecords inMemory(Fetched fetched) {
        if (!(fetched.records() instanceof FileRecords file)) {
            return (MemoryRecords) fetched.records();
        }
        try {
            var buffer = ByteBuffer.allocate(file.sizeInBytes());
            file.readInto(buffer, 0);
            return MemoryRecords.readableRecords(buffer);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file.file() + " failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private final class Loading implements OffsetsReader.Replay {
        private final CoordinatorPlayback<CoordinatorRecord> playback;
        private long records;

        Loading(CoordinatorPlayback<CoordinatorRecord> playback) {
            this.playback = playback;
        }

        @Override
        public void record(long offset, long producerId, short producerEpoch, CoordinatorRecord stored) {
            var record = isStale(stored) ? CoordinatorRecord.tombstone(stored.key()) : stored;
            playback.replay(offset, producerId, producerEpoch, record);
            times.record(offset, producerId, producerEpoch, record);
            records++;
        }

        @Override
        public void marker(long producerId, short producerEpoch, boolean commit) {
            var result = commit ? TransactionResult.COMMIT : TransactionResult.ABORT;
            playback.replayEndTransactionMarker(producerId, producerEpoch, result);
            times.marker(producerId, producerEpoch, commit);
        }

        private boolean isStale(CoordinatorRecord record) {
            return record.key() instanceof OffsetCommitKey key
                    && record.value() != null
                    && record.value().message() instanceof OffsetCommitValue value
                    && !topic.isCurrent(new TopicPartition(key.topic(), key.partition()), value.topicId());
        }
    }
}
