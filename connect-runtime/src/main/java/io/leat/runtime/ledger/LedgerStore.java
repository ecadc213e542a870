package io.leat.runtime.ledger;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.config.LedgerSettings;
import io.leat.runtime.log.Log;
import io.leat.runtime.log.LogRecord;
import io.leat.runtime.log.LogWriter;
import io.leat.runtime.state.CompactedTopic;
import io.leat.runtime.state.StateRecord;
import io.leat.runtime.state.StateTopicException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger topic as a table, decoded only when somebody asks. What source tasks append themselves is read back; what
 * sinks decided is written from here, after their commits. Safe for use from any thread.
 */
final class LedgerStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerStore.class);

    /** A task knows its own account; what others see of it may be so old. */
    private static final Duration REST = Duration.ofMillis(250);

    private final LedgerSettings settings;
    private final Clock clock;
    private final CompactedTopic topic;
    private final Map<ConnectorTaskId, NavigableMap<Long, byte[]>> sources = new ConcurrentHashMap<>();
    private final Map<ConnectorTaskId, NavigableMap<Long, byte[]>> sinks = new ConcurrentHashMap<>();
    private final Map<LedgerKey.Partition, PartitionState> partitions = new ConcurrentHashMap<>();
    private final AtomicLong nextExpiry = new AtomicLong();
    private volatile boolean started;

    LedgerStore(Log log, LedgerSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        var spec = new CompactedTopic.Spec(
                settings.topic(), LedgerSettings.TOPIC, settings.partitions(), Integer.MAX_VALUE, false, REST);
        this.topic = new CompactedTopic(log, spec, this::apply);
    }

    /** Reads what there is. @throws StateTopicException if the topic cannot be used */
    void start() {
        topic.start();
        started = true;
        expire();
    }

    long windowSize() {
        return settings.window().toMillis();
    }

    private void apply(LogRecord record) {
        if (record.key() == null) {
            return;
        }
        var key = LedgerKey.parse(record.key());
        if (key instanceof LedgerKey.Source source) {
            put(sources, source.task(), source.start(), record.value());
        } else if (!started) {
            // Once this process writes, it knows better than what comes back from the topic.
            applySink(key, record.value());
        }
    }

    private void applySink(LedgerKey key, byte @Nullable [] value) {
        if (key instanceof LedgerKey.Sink sink) {
            put(sinks, sink.task(), sink.start(), value);
        } else if (key instanceof LedgerKey.Partition partition) {
            if (value == null) {
                partitions.remove(partition);
            } else {
                partitions.put(partition, LedgerNote.read(value));
            }
        }
    }

    private static void put(
            Map<ConnectorTaskId, NavigableMap<Long, byte[]>> tables,
            ConnectorTaskId task,
            long start,
            byte @Nullable [] value) {
        var table = tables.computeIfAbsent(task, t -> new ConcurrentSkipListMap<>());
        if (value == null) {
            table.remove(start);
        } else {
            table.put(start, value);
        }
    }

    /** Where a source task's ledger stands, by all that is committed in the log now. */
    SourceState readSource(ConnectorTaskId task) {
        topic.readToEnd();
        return source(task).orElseGet(() -> SourceState.begin(clock.millis(), windowSize()));
    }

    /** Where it stands as far as it was read. */
    Optional<SourceState> source(ConnectorTaskId task) {
        return Optional.ofNullable(sources.get(task))
                .flatMap(table -> Optional.ofNullable(table.lastEntry()))
                .map(last -> sourceState(last.getKey(), last.getValue()));
    }

    private static SourceState sourceState(long start, byte[] value) {
        var json = LedgerJson.parse(value);
        return new SourceState(
                json.path("since").asLong(), LedgerJson.counts(json.path("total")), LedgerJson.entry(start, json));
    }

    /**
     * Adds a source's state to the append that it speaks of.
     *
     * @param key of the state's window
     */
    void add(LogWriter writer, byte[] key, SourceState state) {
        topic.partitions();
        var value = LedgerJson.object(json -> {
            LedgerJson.write(json, state.window());
            LedgerJson.number(json, "since", state.since());
            LedgerJson.object(json, "total", state.total());
        });
        writer.add(settings.topic(), LogWriter.ANY_PARTITION, clock.millis(), key, value, List.of());
    }

    Optional<PartitionState> partition(String connector, TopicPartition partition) {
        return Optional.ofNullable(partitions.get(new LedgerKey.Partition(connector, partition)));
    }

    Map<TopicPartition, PartitionState> partitions(String connector) {
        var found = new ConcurrentHashMap<TopicPartition, PartitionState>();
        partitions.forEach((key, state) -> {
            if (key.connector().equals(connector)) {
                found.put(key.partition(), state);
            }
        });
        return found;
    }

    /** The window of a sink task that a moment belongs to, as it stands. */
    Entry window(ConnectorTaskId task, long now) {
        var start = Entry.startOf(now, windowSize());
        var table = sinks.get(task);
        var value = table == null ? null : table.get(start);
        return value == null ? Entry.empty(start, windowSize()) : LedgerJson.entry(start, LedgerJson.parse(value));
    }

    /** Remembers what a sink has decided, and writes it to the topic behind the caller's back. */
    void write(ConnectorTaskId task, Entry window, Map<TopicPartition, PartitionState> states) {
        var records = new ArrayList<StateRecord>();
        var value = LedgerJson.object(json -> LedgerJson.write(json, window));
        put(sinks, task, window.start(), value);
        records.add(new StateRecord(new LedgerKey.Sink(task, window.start()).bytes(), value));
        states.forEach((partition, state) -> {
            var key = new LedgerKey.Partition(task.connector(), partition);
            partitions.put(key, state);
            records.add(new StateRecord(key.bytes(), LedgerNote.bytes(state)));
        });
        append(records);
    }

    /** A sink's figures lie beside its committed offsets too, so a failure here costs nothing but time. */
    private void append(List<StateRecord> records) {
        topic.execute(() -> {
            try {
                topic.append(records);
            } catch (StateTopicException e) {
                LOG.warn("The ledger topic lags behind until the next start: {}", e.toString());
            }
        });
    }

    /** Tasks of the connector that have windows. */
    Stream<ConnectorTaskId> tasks(String connector) {
        return Stream.concat(sources.keySet().stream(), sinks.keySet().stream())
                .filter(task -> task.connector().equals(connector))
                .distinct();
    }

    /** The windows of a task in their order, decoded one by one. */
    Stream<Entry> windows(ConnectorTaskId task) {
        return Stream.of(sources, sinks)
                .flatMap(tables -> Optional.ofNullable(tables.get(task)).stream())
                .flatMap(table -> table.entrySet().stream())
                .map(window -> LedgerJson.entry(window.getKey(), LedgerJson.parse(window.getValue())));
    }

    /** Deletes the windows that are too old, once per window; the last one of a source holds its total and stays. */
    void expire() {
        var now = clock.millis();
        var due = nextExpiry.get();
        if (now < due || !nextExpiry.compareAndSet(due, now + windowSize())) {
            return;
        }
        var oldest = now - settings.retention().toMillis();
        var gone = new ArrayList<StateRecord>();
        sources.forEach((task, table) -> {
            var last = table.isEmpty() ? 0 : table.lastKey();
            remove(table, Math.min(oldest, last))
                    .forEach(start -> gone.add(new StateRecord(new LedgerKey.Source(task, start).bytes(), null)));
        });
        sinks.forEach((task, table) -> remove(table, oldest)
                .forEach(start -> gone.add(new StateRecord(new LedgerKey.Sink(task, start).bytes(), null))));
        if (!gone.isEmpty()) {
            append(gone);
        }
    }

    private static List<Long> remove(NavigableMap<Long, byte[]> table, long before) {
        var old = table.headMap(before, false);
        var starts = List.copyOf(old.keySet());
        old.clear();
        return starts;
    }

    @Override
    public void close() {
        topic.close();
    }
}
