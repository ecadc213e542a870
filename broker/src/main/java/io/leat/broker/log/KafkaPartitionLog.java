package io.leat.broker.log;

import io.leat.broker.disk.ForceThreads;
import io.leat.broker.log.PendingAppends.Pending;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.message.DescribeProducersResponseData.ProducerState;
import org.apache.kafka.common.record.internal.FileRecords.TimestampAndOffset;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.ListOffsetsRequest;
import org.apache.kafka.storage.internals.log.LogOffsetMetadata;
import org.apache.kafka.storage.internals.log.LogStartOffsetIncrementReason;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A partition on Kafka's {@code UnifiedLog}. An append writes under the lock and leaves; a force thread forces the file
 * without the lock, then raises the high watermark and completes what has become visible.
 *
 * <p>Each log has a failure channel of its own: with a shared one, Kafka's code would refuse every partition of the
 * folder after an error in one.
 */
final class KafkaPartitionLog implements ServedLog {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaPartitionLog.class);

    private final Uuid topicId;
    private final UnifiedLog log;
    private final BatchAppender batches;
    private final LogReader reader;
    private final SegmentForce segments;
    private final LogEnvironment environment;
    private final ForceThreads.Handle force;
    private final Object lock = new Object();
    private final PendingAppends pending = new PendingAppends();
    private final Set<AdvanceListener> listeners = ConcurrentHashMap.newKeySet();
    private volatile LogSettings settings;
    private volatile @Nullable ApiException unusable;

    KafkaPartitionLog(
            Uuid topicId, UnifiedLog log, SegmentForce segments, LogSettings settings, LogEnvironment environment) {
        this.topicId = topicId;
        this.log = log;
        this.batches = new BatchAppender(log, environment.time());
        this.reader = new LogReader(log);
        this.segments = segments;
        this.settings = settings;
        this.environment = environment;
        this.force = environment.forceThreads().handle(this::force);
    }

    @Override
    public TopicPartition topicPartition() {
        return log.topicPartition();
    }

    @Override
    public Uuid topicId() {
        return topicId;
    }

    @Override
    public int maxMessageBytes() {
        return settings.config().maxMessageSize();
    }

    @Override
    public CompletableFuture<Appended> append(MemoryRecords records, boolean durable) {
        for (var batch : records.batches()) {
            if (batch.hasProducerId()) {
                throw new InvalidRecordException("A batch with a producer id for " + topicPartition()
                        + " must go through the checks for sequence numbers.");
            }
        }
        return write(records, durable).done();
    }

    @Override
    public CompletableFuture<Appended> appendValidated(MemoryRecords records, boolean durable) {
        return appendFromClient(records, durable, () -> {}).done();
    }

    @Override
    public Written appendFromClient(MemoryRecords records, boolean durable, Runnable admission) {
        environment.freeSpace().claim(records.sizeInBytes());
        return store(durable, () -> {
            admission.run();
            return batches.appendChecked(records);
        });
    }

    @Override
    public Written write(MemoryRecords records, boolean durable) {
        environment.freeSpace().claim(records.sizeInBytes());
        var current = settings;
        batches.check(records, current);
        return store(durable, () -> batches.append(records, current));
    }

    @Override
    public Written decide(long producerId, short producerEpoch, boolean commit, boolean durable) {
        // Not refused when the disk is nearly full: what is written must be decided, and a marker is small.
        return store(durable, () -> batches.appendMarker(producerId, producerEpoch, commit));
    }

    @Override
    public Written coordinate(MemoryRecords batch, short transactionVersion, boolean durable) {
        if (!batch.firstBatch().isControlBatch()) {
            environment.freeSpace().claim(batch.sizeInBytes());
        }
        return store(durable, () -> batches.appendCoordinated(batch, transactionVersion));
    }

    private Written store(boolean durable, Supplier<Appended> store) {
        var needsForce = durable && environment.durability() == Durability.FSYNC;
        Written written;
        boolean visible;
        try {
            synchronized (lock) {
                requireUsable();
                var start = log.logEndOffsetMetadata();
                written = new Written(store.get(), new CompletableFuture<>());
                visible = admit(start, written, needsForce);
            }
        } catch (KafkaStorageException | IOException e) {
            throw goOffline("append to", e);
        }
        if (needsForce) {
            force.request();
        } else if (visible) {
            written.done().complete(written.appended());
            notifyListeners();
        }
        return written;
    }

    /** Returns whether the append is visible at once. */
    private boolean admit(LogOffsetMetadata start, Written written, boolean needsForce) throws IOException {
        if (!needsForce && pending.isEmpty()) {
            raiseHighWatermark();
            return true;
        }
        pending.add(new Pending(start, log.logEndOffset(), needsForce, written.appended(), written.done()));
        return false;
    }

    private void raiseHighWatermark() throws IOException {
        log.updateHighWatermark(pending.barrier().orElseGet(log::logEndOffsetMetadata));
    }

    /** On a force thread. */
    private void force() {
        var end = log.logEndOffset();
        List<Pending> visible;
        try {
            segments.forceTo(end);
            synchronized (lock) {
                visible = pending.forcedTo(end);
                raiseHighWatermark();
            }
        } catch (IOException | RuntimeException e) {
            goOffline("force", e);
            return;
        }
        visible.forEach(Pending::complete);
        notifyListeners();
    }

    @Override
    public CompletableFuture<Void> forced() {
        if (environment.durability() == Durability.OS) {
            return CompletableFuture.completedFuture(null);
        }
        var done = new CompletableFuture<Appended>();
        synchronized (lock) {
            requireUsable();
            var end = log.logEndOffsetMetadata();
            var nothing = new Appended(topicPartition(), end.messageOffset, end.messageOffset - 1, -1);
            pending.add(new Pending(end, end.messageOffset, true, nothing, done));
        }
        force.request();
        return done.thenApply(ignored -> null);
    }

    @Override
    public Fetched read(long offset, int maxBytes, Isolation isolation) {
        return read(offset, maxBytes, isolation, true);
    }

    @Override
    public Fetched read(long offset, int maxBytes, Isolation isolation, boolean atLeastOne) {
        requireUsable();
        try {
            return reader.read(offset, maxBytes, isolation, atLeastOne);
        } catch (KafkaStorageException | IOException e) {
            throw goOffline("read", e);
        }
    }

    @Override
    public long logStartOffset() {
        return log.logStartOffset();
    }

    @Override
    public long logEndOffset() {
        return log.logEndOffset();
    }

    @Override
    public long highWatermark() {
        return log.highWatermark();
    }

    @Override
    public long lastStableOffset() {
        return log.lastStableOffset();
    }

    @Override
    public long sizeInBytes() {
        return log.size();
    }

    @Override
    public boolean online() {
        return unusable == null;
    }

    @Override
    public OptionalLong offsetFor(long timestamp) {
        requireUsable();
        return reader.findVisible(timestamp)
                .map(found -> OptionalLong.of(found.offset()))
                .orElse(OptionalLong.empty());
    }

    @Override
    public Optional<TimestampedOffset> latestByTimestamp() {
        requireUsable();
        return reader.findVisible(ListOffsetsRequest.MAX_TIMESTAMP);
    }

    @Override
    public Optional<TimestampAndOffset> find(long timestamp) {
        requireUsable();
        try {
            return reader.find(timestamp);
        } catch (KafkaStorageException e) {
            throw goOffline("search", e);
        }
    }

    @Override
    public void deleteRecordsBefore(long offset) {
        requireUsable();
        log.maybeIncrementLogStartOffset(offset, LogStartOffsetIncrementReason.ClientRecordDeletion);
        notifyListeners();
    }

    @Override
    public boolean deletesOldRecords() {
        return settings.config().delete;
    }

    @Override
    public List<ProducerState> producers() {
        return reader.producers();
    }

    @Override
    public List<Undecided> undecided() {
        return reader.undecided();
    }

    @Override
    public boolean aborted(long producerId, long firstOffset) {
        return reader.aborted(producerId, firstOffset);
    }

    @Override
    public void addListener(AdvanceListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(AdvanceListener listener) {
        listeners.remove(listener);
    }

    private void notifyListeners() {
        listeners.forEach(AdvanceListener::advanced);
    }

    private void requireUsable() {
        var reason = unusable;
        if (reason != null) {
            throw reason;
        }
    }

    /** Takes the partition out of use until the next start; returns what to throw. */
    ApiException goOffline(String action, Exception cause) {
        var reason = new KafkaStorageException(
                "Partition " + topicPartition() + " is offline until the next start: the attempt to " + action
                        + " it failed: " + cause.getMessage(),
                cause);
        if (makeUnusable(reason)) {
            LOGGER.error(
                    "Taking partition {} offline after a failed attempt to {} it", topicPartition(), action, cause);
        }
        return unusable == null ? reason : unusable;
    }

    UnifiedLog unifiedLog() {
        return log;
    }

    void configure(LogSettings newSettings) {
        settings = newSettings;
        log.updateConfig(newSettings.config());
    }

    /** Forces and closes the files; returns whether the log is complete on disk. No append may be under way. */
    boolean close() {
        var complete = forceAll();
        markClosed();
        return complete;
    }

    private boolean forceAll() {
        try {
            requireUsable();
            segments.forceTo(log.logEndOffset());
            log.flush(true);
            log.close();
            return true;
        } catch (IOException | RuntimeException e) {
            goOffline("close", e);
            log.closeHandlers();
            return false;
        }
    }

    private void markClosed() {
        log.removeLogMetrics();
        makeUnusable(new KafkaStorageException("Partition " + topicPartition() + " is closed."));
    }

    /** The topic is deleted. */
    void markDeleted() {
        makeUnusable(new UnknownTopicOrPartitionException("Partition " + topicPartition() + " was deleted."));
    }

    private boolean makeUnusable(ApiException reason) {
        List<Pending> failed;
        synchronized (lock) {
            if (unusable != null) {
                return false;
            }
            unusable = reason;
            failed = pending.drain();
        }
        failed.forEach(append -> append.done().completeExceptionally(reason));
        notifyListeners();
        return true;
    }
}
