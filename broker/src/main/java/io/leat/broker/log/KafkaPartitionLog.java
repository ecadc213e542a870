package io.leat.broker.log;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.message.DescribeProducersResponseData.ProducerState;
import org.apache.kafka.common.record.internal.FileRecords.TimestampAndOffset;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.ListOffsetsRequest;
import org.apache.kafka.storage.internals.log.LogStartOffsetIncrementReason;
import org.apache.kafka.storage.internals.log.UnifiedLog;

/**
 * A partition on Kafka's {@code UnifiedLog}: appends go to {@link PartitionAppends}, reads to the {@link LogReader} of the
 * files that are open.
 *
 * <p>After an I/O error the partition takes no writes, fails those under way, and goes on being read as far as it was
 * visible ({@link Standing}). Its files are opened anew in the background ({@link Revival}), cut where it was visible,
 * and it is back in service; only after a failed force it stays so until the next start.
 */
final class KafkaPartitionLog implements ServedLog {
    private final Uuid topicId;
    private final TopicPartition partition;
    private final LogEnvironment environment;
    private final PartitionState state;
    private final Advances advances = new Advances();
    private final Faults faults;
    private final PartitionCheckpoint checkpoint;
    private final PartitionAppends appends;
    private volatile LogSettings settings;

    /** A partition that is not in service yet. */
    KafkaPartitionLog(PartitionLogs.Spec spec, Standing standing, LogEnvironment environment, Caretaker caretaker) {
        this.topicId = spec.topicId();
        this.partition = spec.partition();
        this.settings = spec.settings();
        this.environment = environment;
        this.state = new PartitionState(partition, standing, () -> caretaker.wake(this));
        this.faults = new Faults(state, () -> caretaker.failed(this), advances);
        this.checkpoint = new PartitionCheckpoint(state, environment, faults);
        this.appends =
                new PartitionAppends(partition, topicId, state, environment, caretaker, advances, faults, checkpoint);
    }

    KafkaPartitionLog(PartitionLogs.Spec spec, OpenLog opened, LogEnvironment environment, Caretaker caretaker) {
        this(spec, new Standing.Online(), environment, caretaker);
        enter(opened);
    }

    /** Puts the partition into service. */
    void enter(OpenLog opened) {
        state.enter(opened);
        // On a force thread, because Kafka's code reports under a lock of its own.
        opened.failures()
                .onFailure((what, cause) -> opened.chores().add(() -> {
                    throw new KafkaStorageException(what, cause);
                }));
        opened.chores().onDue(appends::requestChores);
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
        return appends.store(durable, admission, batches -> batches.appendChecked(records));
    }

    @Override
    public Written write(MemoryRecords records, boolean durable) {
        return write(records, durable, () -> {});
    }

    @Override
    public Written write(MemoryRecords records, boolean durable, Runnable admission) {
        environment.freeSpace().claim(records.sizeInBytes());
        var current = settings;
        state.writable().batches().check(records, current);
        return appends.store(durable, admission, batches -> batches.append(records, current));
    }

    @Override
    public Written decide(long producerId, short producerEpoch, boolean commit, boolean durable) {
        if (producerId < 0 || producerEpoch < 0) {
            throw new InvalidRequestException("There is no producer " + producerId + " with epoch " + producerEpoch);
        }
        // Not refused when the disk is nearly full: what is written must be decided, and a marker is small.
        var current = settings;
        return appends.store(
                durable, () -> {}, batches -> batches.appendMarker(producerId, producerEpoch, commit, current));
    }

    @Override
    public Written coordinate(MemoryRecords batch, short transactionVersion, boolean durable) {
        if (!batch.firstBatch().isControlBatch()) {
            environment.freeSpace().claim(batch.sizeInBytes());
        }
        return appends.store(durable, () -> {}, batches -> batches.appendCoordinated(batch, transactionVersion));
    }

    @Override
    public CompletableFuture<Void> forced() {
        return appends.forced();
    }

    @Override
    public Fetched read(long offset, int maxBytes, Isolation isolation) {
        return read(offset, maxBytes, isolation, true);
    }

    @Override
    public Fetched read(long offset, int maxBytes, Isolation isolation, boolean atLeastOne) {
        var rest = state.resting().filter(resting -> resting.end() == offset);
        return rest.isPresent()
                ? FileSlice.nothingAt(rest.get())
                : look(opened -> opened.reader().read(offset, maxBytes, isolation, atLeastOne));
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
                    throw faults.ofRead(opened, e);
                }
            }
        }
    }

    private long known(ToLongFunction<Rest> atRest, ToLongFunction<UnifiedLog> opened) {
        var rest = state.known();
        return rest.isPresent()
                ? atRest.applyAsLong(rest.get())
                : opened.applyAsLong(state.files().log());
    }

    @Override
    public long logStartOffset() {
        return known(Rest::start, UnifiedLog::logStartOffset);
    }

    @Override
    public long logEndOffset() {
        return known(Rest::end, UnifiedLog::logEndOffset);
    }

    @Override
    public long highWatermark() {
        return known(Rest::end, UnifiedLog::highWatermark);
    }

    @Override
    public long lastStableOffset() {
        return known(Rest::end, UnifiedLog::lastStableOffset);
    }

    @Override
    public long sizeInBytes() {
        return known(Rest::bytes, UnifiedLog::size);
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
        advances.tell();
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
        return state.resting().isPresent() ? List.of() : state.files().reader().undecided();
    }

    @Override
    public boolean aborted(long producerId, long firstOffset) {
        return state.files().reader().aborted(producerId, firstOffset);
    }

    @Override
    public void addListener(AdvanceListener listener) {
        advances.add(listener);
    }

    @Override
    public void removeListener(AdvanceListener listener) {
        advances.remove(listener);
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
        appends.restartJournal();
        synchronized (state.lock()) {
            if (state.standing() != failed) {
                return false;
            }
            enter(fresh);
            undecided.accept(this);
        }
        advances.tell();
        return true;
    }

    void configure(LogSettings newSettings) {
        settings = newSettings;
        state.opened().ifPresent(opened -> opened.log().updateConfig(newSettings.config()));
    }

    PartitionCheckpoint checkpoint() {
        return checkpoint;
    }

    void forgetExpiredProducers(long now) {
        synchronized (state.lock()) {
            state.opened()
                    .filter(state::isOnline)
                    .ifPresent(opened -> opened.log().removeExpiredProducers(now));
        }
    }

    /** Forces and closes the files; returns whether the log is complete on disk. No append may be under way. */
    boolean close() {
        var complete = state.opened()
                .map(this::forceAll)
                .orElseGet(() -> state.resting().isPresent());
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
            faults.fail(opened, "close it", e, false);
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
        advances.tell();
    }
}
