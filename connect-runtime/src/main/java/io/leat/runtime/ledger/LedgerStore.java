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
import java.util.function.BiFunction;
import java.util.stream.LongStream;
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
    private final Map<String, Long> eras = new ConcurrentHashMap<>();
    private final AtomicLong nextExpiry = new AtomicLong();
    private volatile boolean started;

    LedgerStore(Log log, LedgerSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        // A window and the states of its partitions count the same records.
        var spec = new CompactedTopic.Spec(
                settings.topic(),
                LedgerSettings.TOPIC,
                settings.partitions(),
                Integer.MAX_VALUE,
                CompactedTopic.Writing.WHOLE,
                REST);
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
        } else if (key instanceof LedgerKey.Era era && record.value() != null) {
            eras.put(
                    era.connector(),
                    LedgerJson.parse(record.value()).path("since").asLong());
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
        if (value != null) {
            tables.computeIfAbsent(task, t -> new ConcurrentSkipListMap<>()).put(start, value);
            return;
        }
        tables.computeIfPresent(task, (t, table) -> {
            table.remove(start);
            return table.isEmpty() ? null : table;
        });
    }

    /** Where a source task's ledger stands, by all that is committed in the log now. */
    SourceState readSource(ConnectorTaskId task) {
        topic.readToEnd();
        return source(task).orElseGet(() -> SourceState.begin(begin(task.connector()), windowSize()));
    }

    /** When the counting of something of the connector begins that was not counted before. */
    long begin(String connector) {
        return Math.max(clock.millis(), eras.getOrDefault(connector, 0L));
    }

    /** Whether what was counted since then still means something: the ledger may have been reset. */
    boolean isOfThisEra(String connector, long since) {
        return since >= eras.getOrDefault(connector, 0L);
    }

    /** Where it stands as far as it was read. */
    Optional<SourceState> source(ConnectorTaskId task) {
        return Optional.ofNullable(sources.get(task))
                .flatMap(table -> Optional.ofNullable(table.lastEntry()))
                .map(last -> sourceState(last.getKey(), last.getValue()))
                .filter(state -> isOfThisEra(task.connector(), state.since()));
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
        return Optional.ofNullable(partitions.get(new LedgerKey.Partition(connector, partition)))
                .filter(state -> isOfThisEra(connector, state.since()));
    }

    Map<TopicPartition, PartitionState> partitions(String connector) {
        var found = new ConcurrentHashMap<TopicPartition, PartitionState>();
        partitions.forEach((key, state) -> {
            if (key.connector().equals(connector) && isOfThisEra(connector, state.since())) {
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

    /** Has applied all that is in the log now. */
    void catchUp() {
        topic.readToEnd();
    }

    /** The windows of a task in their order, decoded one by one. */
    Stream<Entry> windows(ConnectorTaskId task) {
        return Stream.of(sources, sinks)
                .flatMap(tables -> Optional.ofNullable(tables.get(task)).stream())
                .flatMap(table -> table.entrySet().stream())
                .map(window -> LedgerJson.entry(window.getKey(), LedgerJson.parse(window.getValue())));
    }

    /**
     * Begins a new era of the connector: one record, after which all older figures mean nothing, wherever they lie. What
     * is in the topic of them is deleted then.
     *
     * @throws StateTopicException if it could not be written; nothing has changed then
     */
    void reset(String connector) {
        topic.readToEnd();
        var since = Math.max(clock.millis(), latest(connector) + 1);
        var era = LedgerJson.object(json -> LedgerJson.number(json, "since", since));
        topic.writeAndApply(List.of(new StateRecord(new LedgerKey.Era(connector).bytes(), era)));
        append(forget(connector));
    }

    /** When the counting of anything of the connector has begun last. */
    private long latest(String connector) {
        var ofPartitions = partitions(connector).values().stream().mapToLong(PartitionState::since);
        var ofTasks = tasks(connector).flatMap(task -> source(task).stream()).mapToLong(SourceState::since);
        return LongStream.concat(ofPartitions, ofTasks).max().orElse(eras.getOrDefault(connector, 0L));
    }

    private List<StateRecord> forget(String connector) {
        var gone = new ArrayList<StateRecord>();
        forget(connector, sources, (task, start) -> new LedgerKey.Source(task, start), gone);
        forget(connector, sinks, (task, start) -> new LedgerKey.Sink(task, start), gone);
        partitions.keySet().removeIf(key -> {
            var isIts = key.connector().equals(connector);
            if (isIts) {
                gone.add(new StateRecord(key.bytes(), null));
            }
            return isIts;
        });
        return gone;
    }

    private static void forget(
            String connector,
            Map<ConnectorTaskId, NavigableMap<Long, byte[]>> tables,
            BiFunction<ConnectorTaskId, Long, LedgerKey> key,
            List<StateRecord> gone) {
        for (var task : List.copyOf(tables.keySet())) {
            var table = task.connector().equals(connector) ? tables.remove(task) : null;
            if (table != null) {
                table.keySet()
                        .forEach(start ->
                                gone.add(new StateRecord(key.apply(task, start).bytes(), null)));
            }
        }
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
