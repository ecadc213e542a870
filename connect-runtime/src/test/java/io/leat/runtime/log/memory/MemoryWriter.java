package io.leat.runtime.log.memory;

import io.leat.runtime.log.Appended;
import io.leat.runtime.log.LogRecord;
import io.leat.runtime.log.LogWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Collects records and hands them to the log's thread; every append is atomic. */
final class MemoryWriter implements LogWriter {

    private final MemoryStore store;
    private final Faults faults;
    private final Executor appender;
    private final Clock clock;
    private final boolean transactional;
    private List<LogRecord> open = new ArrayList<>();
    private long openBytes;
    private int turn;
    /** What {@link #extend} has handed over, guarded by the store's lock. */
    private final List<LogRecord> undecided = new ArrayList<>();

    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    private @Nullable RuntimeException broken;

    MemoryWriter(MemoryStore store, Faults faults, Executor appender, Clock clock, boolean transactional) {
        this.transactional = transactional;
        this.store = store;
        this.faults = faults;
        this.appender = appender;
        this.clock = clock;
    }

    @Override
    public void add(
            String topic,
            int partition,
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Iterable<Header> headers) {
        var header = headers(headers);
        var size = size(key, value, header);
        var target = store.locked(() -> target(topic, partition, key, size));
        var time = timestamp < 0 ? clock.millis() : timestamp;
        open.add(new LogRecord(target, -1, time, TimestampType.CREATE_TIME, key, value, header));
        openBytes += size;
    }

    private TopicPartition target(String topic, int partition, byte @Nullable [] key, long size) {
        var found = store.topic(topic);
        if (size > found.maxMessageBytes()) {
            throw new RecordTooLargeException("A record of " + size + " bytes exceeds max.message.bytes of topic "
                    + topic + ", " + found.maxMessageBytes() + ".");
        }
        var count = found.partitions().size();
        var chosen = partition != ANY_PARTITION
                ? partition
                : (key == null ? turn : Utils.toPositive(Utils.murmur2(key))) % count;
        var target = new TopicPartition(topic, chosen);
        store.partition(target);
        return target;
    }

    @Override
    public int pending() {
        return open.size();
    }

    @Override
    public long pendingBytes() {
        return openBytes;
    }

    @Override
    public CompletableFuture<Appended> append() {
        var records = open;
        discard();
        turn = turn == Integer.MAX_VALUE ? 0 : turn + 1;
        var result = new CompletableFuture<Appended>();
        appender.execute(() -> apply(() -> write(records), result));
        last = result;
        return result;
    }

    @Override
    public CompletableFuture<Appended> extend() {
        if (!transactional) {
            return CompletableFuture.failedFuture(new IllegalStateException("There is no transactional id."));
        }
        var records = open;
        discard();
        var result = new CompletableFuture<Appended>();
        appender.execute(() -> apply(() -> keep(records), result));
        last = result;
        return result;
    }

    @Override
    public CompletableFuture<Void> abort() {
        discard();
        var result = new CompletableFuture<Void>();
        appender.execute(() -> apply(this::forget, result));
        last = result;
        return result;
    }

    /** The offsets are those that the records will have if nobody else appends before they are committed. */
    private Appended keep(List<LogRecord> records) {
        requireUsable();
        var places = new ArrayList<LogRecord>();
        for (var record : records) {
            var before = undecided.stream()
                    .filter(other -> other.partition().equals(record.partition()))
                    .count();
            places.add(at(record, store.partition(record.partition()).endOffset() + before));
            undecided.add(record);
        }
        return new MemoryAppended(places);
    }

    private @Nullable Void forget() {
        requireUsable();
        undecided.clear();
        return null;
    }

    private void requireUsable() {
        if (broken != null) {
            throw broken;
        }
    }

    private <T> void apply(Supplier<T> action, CompletableFuture<T> result) {
        try {
            faults.beforeAppend();
            result.complete(store.locked(action));
        } catch (RuntimeException e) {
            store.locked(() -> broken = broken == null ? e : broken);
            result.completeExceptionally(e);
        } catch (InterruptedException e) {
            result.completeExceptionally(new KafkaException("The log was closed.", e));
        }
    }

    private Appended write(List<LogRecord> records) {
        requireUsable();
        for (var record : records) {
            store.partition(record.partition());
        }
        undecided.forEach(this::place);
        undecided.clear();
        var placed = records.stream().map(this::place).toList();
        store.signal();
        return new MemoryAppended(placed);
    }

    private LogRecord place(LogRecord record) {
        var partition = store.partition(record.partition());
        var placed = at(record, partition.endOffset());
        partition.add(placed);
        return placed;
    }

    private static LogRecord at(LogRecord record, long offset) {
        return new LogRecord(
                record.partition(),
                offset,
                record.timestamp(),
                record.timestampType(),
                record.key(),
                record.value(),
                record.headers());
    }

    /** From now on appends fail; the store's lock is held. */
    void fence(String transactionalId) {
        broken = new ProducerFencedException("A newer writer uses the transactional id " + transactionalId + ".");
    }

    @Override
    public void discard() {
        open = new ArrayList<>();
        openBytes = 0;
    }

    @Override
    public void close() {
        discard();
        last.exceptionally(failure -> null).join();
    }

    private static Header[] headers(Iterable<Header> headers) {
        var list = new ArrayList<Header>();
        headers.forEach(list::add);
        return list.toArray(Header[]::new);
    }

    private static long size(byte @Nullable [] key, byte @Nullable [] value, Header[] headers) {
        var size = (long) (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
        for (var header : headers) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }

    private record MemoryAppended(List<LogRecord> records) implements Appended {

        @Override
        public int count() {
            return records.size();
        }

        @Override
        public TopicPartition partition(int record) {
            return records.get(record).partition();
        }

        @Override
        public long offset(int record) {
            return records.get(record).offset();
        }

        @Override
        public long timestamp(int record) {
            return records.get(record).timestamp();
        }
    }
}
