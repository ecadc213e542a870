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
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InvalidRequestException;
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

/**
 * A partition on Kafka's {@code UnifiedLog}. An append writes under the lock and leaves; a force thread forces the file
 * without the lock, then raises the high watermark and completes what has become visible.
 *
 * <p>After an I/O error the partition takes no writes, fails those under way, and goes on being read as far as it was
 * visible ({@link Standing}). Its files are opened anew in the background ({@link Revival}), cut where it was visible,
 * and it is back in service; only after a failed force it stays so until the next start.
 */
final class KafkaPartitionLog implements ServedLog {
    private final Uuid topicId;
    private final TopicPartition partition;
    private final LogEnvironment environment;
    private final Caretaker caretaker;
    private final PartitionState state;
    private final ForceThreads.Handle force;
    private final Set<AdvanceListener> listeners = ConcurrentHashMap.newKeySet();
    private volatile LogSettings settings;
    /** Bytes appended since the producers' state was written down; guarded by the state's lock. */
    private long unsavedBytes;

    /** A partition that is not in service yet. */
    KafkaPartitionLog(PartitionLogs.Spec spec, Standing standing, LogEnvironment environment, Caretaker caretaker) {
        this.topicId = spec.topicId();
        this.partition = spec.partition();
        this.settings = spec.settings();
        this.environment = environment;
        this.caretaker = caretaker;
        this.state = new PartitionState(partition, standing);
        this.force = environment.forceThreads().handle(this::force);
    }

    KafkaPartitionLog(PartitionLogs.Spec spec, OpenLog opened, LogEnvironment environment, Caretaker caretaker) {
        this(spec, new Standing.Online(), environment, caretaker);
        enter(opened);
    }

    private void enter(OpenLog opened) {
        state.enter(opened);
        // On a force thread, because Kafka's code reports under a lock of its own.
        opened.failures()
                .onFailure((what, cause) -> opened.chores().add(() -> {
                    throw new KafkaStorageException(what, cause);
                }));
        opened.chores().onDue(force::request);
    }

    @Override
    public TopicPartition topicPartition() {
        return partition;
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
                throw new InvalidRecordException("A batch with a producer id for " + partition
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
        return store(durable, admission, batches -> batches.appendChecked(records));
    }

    @Override
    public Written write(MemoryRecords records, boolean durable) {
        environment.freeSpace().claim(records.sizeInBytes());
        var current = settings;
        state.writable().batches().check(records, current);
        return store(durable, () -> {}, batches -> batches.append(records, current));
    }

    @Override
    public Written decide(long producerId, short producerEpoch, boolean commit, boolean durable) {
        if (producerId < 0 || producerEpoch < 0) {
            throw new InvalidRequestException("There is no producer " + producerId + " with epoch " + producerEpoch);
        }
        // Not refused when the disk is nearly full: what is written must be decided, and a marker is small.
        return store(durable, () -> {}, batches -> batches.appendMarker(producerId, producerEpoch, commit));
    }

    @Override
    public Written coordinate(MemoryRecords batch, short transactionVersion, boolean durable) {
        if (!batch.firstBatch().isControlBatch()) {
            environment.freeSpace().claim(batch.sizeInBytes());
        }
        return store(durable, () -> {}, batches -> batches.appendCoordinated(batch, transactionVersion));
    }

    private Written store(boolean durable, Runnable admission, Function<BatchAppender, Appended> store) {
        var needsForce = durable && environment.durability() == Durability.FSYNC;
        OpenLog opened;
        Stored stored;
        synchronized (state.lock()) {
            opened = state.writable();
            admission.run();
            stored = store(opened, needsForce, store);
        }
        if (stored.failure != null) {
            throw asAnswer(opened, stored.failure);
        }
        if (needsForce) {
            force.request();
        } else if (stored.visible) {
            stored.written.done().complete(stored.written.appended());
            notifyListeners();
        }
        return stored.written;
    }

    /** @param visible whether readers see it at once */
    private record Stored(
            Written written, boolean visible, @Nullable Throwable failure) {}

    private Stored store(OpenLog opened, boolean needsForce, Function<BatchAppender, Appended> store) {
        try {
            var start = opened.log().logEndOffsetMetadata();
            var written = new Written(store.apply(opened.batches()), new CompletableFuture<>());
            count(start, opened.log().logEndOffsetMetadata());
            return new Stored(written, admit(opened.log(), start, written, needsForce), null);
        } catch (IOException | RuntimeException | InternalError e) {
            return new Stored(new Written(Appended.nothing(partition, -1), new CompletableFuture<>()), false, e);
        }
    }

    /**
     * What the caller gets. Kafka's exceptions tell that the batch was refused before anything was written; whatever else
     * comes may have left something half done, an {@code InternalError} among them: that is how a memory-mapped index
     * tells of a full disk.
     */
    private RuntimeException asAnswer(OpenLog opened, Throwable failure) {
        if (failure instanceof ApiException refusal && !(failure instanceof KafkaStorageException)) {
            return refusal;
        }
        return fail(opened, "append to it", failure, true);
    }

    private void count(LogOffsetMetadata start, LogOffsetMetadata end) {
        var sameSegment = start.segmentBaseOffset == end.segmentBaseOffset;
        var bytes = end.relativePositionInSegment - (sameSegment ? start.relativePositionInSegment : 0);
        unsavedBytes += bytes;
        caretaker.appended(bytes);
    }

    /** Returns whether the append is visible at once. */
    private boolean admit(UnifiedLog log, LogOffsetMetadata start, Written written, boolean needsForce)
            throws IOException {
        if (!needsForce && state.pending().isEmpty()) {
            raiseHighWatermark(log);
            return true;
        }
        state.pending().add(new Pending(start, log.logEndOffset(), needsForce, written.appended(), written.done()));
        return false;
    }

    private void raiseHighWatermark(UnifiedLog log) throws IOException {
        log.updateHighWatermark(state.pending().barrier().orElseGet(log::logEndOffsetMetadata));
    }

    /** On a force thread. */
    private void force() {
        var opened = state.opened().filter(state::isOnline);
        if (opened.isEmpty()) {
            return;
        }
        if (environment.durability() == Durability.FSYNC && isAwaited()) {
            forcePending(opened.get());
        }
        try {
            opened.get().chores().run();
        } catch (RuntimeException e) {
            fail(opened.get(), "tend it", e, true);
        }
    }

    /** Chores come without records: ten thousand new partitions are not to be forced one by one for their sake. */
    private boolean isAwaited() {
        synchronized (state.lock()) {
            return !state.pending().isEmpty();
        }
    }

    private void forcePending(OpenLog opened) {
        List<Pending> visible;
        try {
            var end = opened.log().logEndOffset();
            opened.segments().forceTo(end);
            synchronized (state.lock()) {
                if (!state.isOnline(opened)) {
                    return;
                }
                visible = state.pending().forcedTo(end);
                raiseHighWatermark(opened.log());
            }
        } catch (IOException | RuntimeException e) {
            fail(opened, "force it", e, false);
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
        synchronized (state.lock()) {
            var end = state.writable().log().logEndOffsetMetadata();
            var nothing = Appended.nothing(partition, end.messageOffset);
            state.pending().add(new Pending(end, end.messageOffset, true, nothing, done));
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
        return look(opened -> opened.reader().read(offset, maxBytes, isolation, atLeastOne));
    }

    @FunctionalInterface
    private interface Look<T> {
        T in(OpenLog opened) throws IOException;
    }

    private <T> T look(Look<T> look) {
        while (true) {
            var opened = state.readable();
            try {
                return look.in(opened);
            } catch (IOException | KafkaException | InternalError e) {
                // The files may have been opened anew meanwhile; then the new ones are asked.
                if (state.files() == opened) {
                    throw asReadAnswer(opened, e);
                }
            }
        }
    }

    private RuntimeException asReadAnswer(OpenLog opened, Throwable failure) {
        if (failure instanceof ApiException refusal
                && !(failure instanceof KafkaStorageException)
                && !(failure instanceof CorruptRecordException)) {
            return refusal;
        }
        return fail(opened, "read it", failure, true);
    }

    @Override
    public long logStartOffset() {
        return state.files().log().logStartOffset();
    }

    @Override
    public long logEndOffset() {
        return state.files().log().logEndOffset();
    }

    @Override
    public long highWatermark() {
        return state.files().log().highWatermark();
    }

    @Override
    public long lastStableOffset() {
        return state.files().log().lastStableOffset();
    }

    @Override
    public long sizeInBytes() {
        return state.files().log().size();
    }

    @Override
    public boolean online() {
        return state.online();
    }

    @Override
    public boolean readable() {
        return state.standing().readable();
    }

    @Override
    public OptionalLong offsetFor(long timestamp) {
        return look(opened -> opened.reader().findVisible(timestamp))
                .map(found -> OptionalLong.of(found.offset()))
                .orElse(OptionalLong.empty());
    }

    @Override
    public Optional<TimestampedOffset> latestByTimestamp() {
        return look(opened -> opened.reader().findVisible(ListOffsetsRequest.MAX_TIMESTAMP));
    }

    @Override
    public Optional<TimestampAndOffset> find(long timestamp) {
        return look(opened -> opened.reader().find(timestamp));
    }

    @Override
    public void deleteRecordsBefore(long offset) {
        state.writable().log().maybeIncrementLogStartOffset(offset, LogStartOffsetIncrementReason.ClientRecordDeletion);
        notifyListeners();
    }

    @Override
    public boolean deletesOldRecords() {
        return settings.config().delete;
    }

    @Override
    public List<ProducerState> producers() {
        return state.files().reader().producers();
    }

    @Override
    public List<Undecided> undecided() {
        return state.files().reader().undecided();
    }

    @Override
    public boolean aborted(long producerId, long firstOffset) {
        return state.files().reader().aborted(producerId, firstOffset);
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

    private KafkaStorageException fail(OpenLog opened, String action, Throwable cause, boolean repairable) {
        var failure = state.fail(opened, action, cause, repairable);
        if (failure.isNew()) {
            caretaker.failed(this);
            failure.tell();
            notifyListeners();
        }
        return failure.reason();
    }

    PartitionState state() {
        return state;
    }

    PartitionLogs.Spec spec() {
        return new PartitionLogs.Spec(partition, topicId, settings);
    }

    /**
     * Puts the partition back into service, on files that were opened anew.
     *
     * @param failed what it was in when they were opened
     * @param undecided called before anyone else can append, to decide what was left open; must not wait
     * @return whether it is; false if it has left for good meanwhile
     */
    boolean reenter(OpenLog fresh, Standing failed, Consumer<UndecidedLog> undecided) {
        synchronized (state.lock()) {
            if (state.standing() != failed) {
                return false;
            }
            enter(fresh);
            undecided.accept(this);
        }
        notifyListeners();
        return true;
    }

    void configure(LogSettings newSettings) {
        settings = newSettings;
        state.opened().ifPresent(opened -> opened.log().updateConfig(newSettings.config()));
    }

    void forgetExpiredProducers(long now) {
        synchronized (state.lock()) {
            state.opened()
                    .filter(state::isOnline)
                    .ifPresent(opened -> opened.log().removeExpiredProducers(now));
        }
    }

    /**
     * Prepares for the next start: tells from where on it has to look at the records, and sees to it that this is not far.
     *
     * @param worthSaving bytes appended since the last time that make it worth to write down the producers' state
     * @throws IOException if that cannot be said now; what was said before still holds
     */
    OptionalLong checkpoint(long worthSaving) throws IOException {
        var opened = state.opened().filter(state::isOnline);
        if (opened.isEmpty()) {
            return OptionalLong.empty();
        }
        var worth = saveProducers(opened.get(), worthSaving);
        if (worth && environment.durability() == Durability.OS) {
            forceForCheckpoint(opened.get());
        }
        return OptionalLong.of(opened.get().forcedRecoveryPoint(environment.force()));
    }

    private boolean saveProducers(OpenLog opened, long worthSaving) throws IOException {
        synchronized (state.lock()) {
            if (unsavedBytes < worthSaving || !state.isOnline(opened)) {
                return false;
            }
            opened.snapshotProducers();
            unsavedBytes = 0;
            return true;
        }
    }

    private void forceForCheckpoint(OpenLog opened) throws IOException {
        try {
            opened.segments().forceTo(opened.log().highWatermark());
        } catch (IOException e) {
            fail(opened, "force it", e, false);
            throw e;
        }
    }

    /** Forces and closes the files; returns whether the log is complete on disk. No append may be under way. */
    boolean close() {
        var complete = state.opened().map(this::forceAll).orElse(false);
        leave(new KafkaStorageException("Partition " + partition + " is closed."));
        return complete;
    }

    private boolean forceAll(OpenLog opened) {
        try {
            state.writable();
            opened.segments().forceTo(opened.log().logEndOffset());
            opened.chores().run();
            opened.log().flush(true);
            opened.log().close();
            return true;
        } catch (IOException | RuntimeException e) {
            fail(opened, "close it", e, false);
            opened.log().closeHandlers();
            return false;
        } finally {
            opened.log().removeLogMetrics();
        }
    }

    /** The topic is deleted. */
    void markDeleted() {
        leave(new UnknownTopicOrPartitionException("Partition " + partition + " was deleted."));
    }

    private void leave(ApiException reason) {
        state.leave(reason).forEach(append -> append.done().completeExceptionally(reason));
        notifyListeners();
    }
}
