package io.leat.runtime.state;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.log.Log;
import io.leat.runtime.log.LogRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Statuses of connectors and tasks, and the topics they have used, kept in the status topic. What is put is seen at once;
 * the topic follows behind the caller's back, because tasks must not wait for it. What waits to be written is bounded by
 * the number of keys: a later word on the same key takes the place of an earlier one.
 */
public final class StatusStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StatusStore.class);

    private final CompactedTopic topic;
    private final Map<String, StatusRecord.Status> connectors = new LinkedHashMap<>();
    private final Map<ConnectorTaskId, StatusRecord.Status> tasks = new LinkedHashMap<>();
    private final Map<String, SortedMap<String, StatusRecord.Use>> topics = new LinkedHashMap<>();
    private final Map<String, StateRecord> unwritten = new LinkedHashMap<>();
    private boolean loaded;

    /** @param partitions of the topic where it is made here */
    public StatusStore(Log log, String topic, int partitions) {
        var spec = new CompactedTopic.Spec(
                topic,
                "status.storage.topic",
                partitions,
                Integer.MAX_VALUE,
                CompactedTopic.Writing.QUICK,
                Duration.ZERO);
        this.topic = new CompactedTopic(log, spec, this::apply);
    }

    /** Reads what there is. @throws StateTopicException if the topic cannot be used */
    public void start() {
        topic.start();
        synchronized (this) {
            loaded = true;
        }
    }

    public synchronized Optional<StatusRecord.Status> connector(String name) {
        return Optional.ofNullable(connectors.get(name));
    }

    public synchronized Optional<StatusRecord.Status> task(ConnectorTaskId id) {
        return Optional.ofNullable(tasks.get(id));
    }

    /** The connector's tasks that have a status, in order. */
    public synchronized SortedMap<Integer, StatusRecord.Status> tasks(String connector) {
        var found = new TreeMap<Integer, StatusRecord.Status>();
        tasks.forEach((id, status) -> {
            if (id.connector().equals(connector)) {
                found.put(id.task(), status);
            }
        });
        return found;
    }

    /** Topics the connector has used, in alphabetical order. */
    public synchronized List<String> topics(String connector) {
        return List.copyOf(
                new TreeSet<>(topics.getOrDefault(connector, new TreeMap<>()).keySet()));
    }

    /** Takes the status unless another worker has a newer one. */
    public synchronized void putConnector(String name, StatusRecord.Status status) {
        var before = connectors.get(name);
        if (before == null || status.mayReplace(before)) {
            put(new StatusRecord.OfConnector(name, Optional.of(status)));
        }
    }

    /** Takes the status unless another worker has a newer one. */
    public synchronized void putTask(ConnectorTaskId id, StatusRecord.Status status) {
        var before = tasks.get(id);
        if (before == null || status.mayReplace(before)) {
            put(new StatusRecord.OfTask(id, Optional.of(status)));
        }
    }

    public synchronized void removeTask(ConnectorTaskId id) {
        if (tasks.containsKey(id)) {
            put(new StatusRecord.OfTask(id, Optional.empty()));
        }
    }

    /** Forgets the connector and its tasks. */
    public synchronized void remove(String connector) {
        tasks(connector).keySet().forEach(task -> removeTask(new ConnectorTaskId(connector, task)));
        put(new StatusRecord.OfConnector(connector, Optional.empty()));
    }

    /** Notes the first use of a topic; later ones change nothing. */
    public synchronized void useTopic(ConnectorTaskId id, String used, long time) {
        var known = topics.get(id.connector());
        if (known == null || !known.containsKey(used)) {
            put(new StatusRecord.OfTopic(id.connector(), used, Optional.of(new StatusRecord.Use(id.task(), time))));
        }
    }

    public synchronized void resetTopics(String connector) {
        topics(connector).forEach(used -> put(new StatusRecord.OfTopic(connector, used, Optional.empty())));
    }

    private void put(StatusRecord record) {
        remember(record);
        var encoded = StatusCodec.encode(record);
        unwritten.remove(encoded.keyText());
        unwritten.put(encoded.keyText(), encoded);
        if (unwritten.size() == 1) {
            try {
                topic.execute(this::writeBehind);
            } catch (RejectedExecutionException e) {
                LOG.debug("The worker is closed: not storing the status {}", encoded.keyText());
            }
        }
    }

    private void writeBehind() {
        List<StateRecord> batch;
        synchronized (this) {
            batch = new ArrayList<>(unwritten.values());
            unwritten.clear();
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            topic.append(batch);
        } catch (RuntimeException e) {
            LOG.error(
                    "Cannot store {} statuses; they are known here but would be lost with this process",
                    batch.size(),
                    e);
        }
    }

    private synchronized void remember(StatusRecord record) {
        if (record instanceof StatusRecord.OfConnector c) {
            set(connectors, c.name(), c.status());
        } else if (record instanceof StatusRecord.OfTask t) {
            set(tasks, t.id(), t.status());
        } else if (record instanceof StatusRecord.OfTopic used) {
            Function<String, SortedMap<String, StatusRecord.Use>> none = name -> new TreeMap<>();
            set(topics.computeIfAbsent(used.connector(), none), used.topic(), used.use());
        }
    }

    private static <K, V> void set(Map<K, V> map, K key, Optional<V> value) {
        value.ifPresentOrElse(v -> map.put(key, v), () -> map.remove(key));
    }

    /** What is read after the start was written here, or lags behind what was said here since: memory knows better. */
    private synchronized void apply(LogRecord record) {
        if (loaded || record.key() == null) {
            return;
        }
        StatusCodec.decode(new String(record.key(), StandardCharsets.UTF_8), record.value())
                .filter(this::mayFollow)
                .ifPresent(this::remember);
    }

    private boolean mayFollow(StatusRecord record) {
        if (record instanceof StatusRecord.OfConnector c) {
            return mayFollow(connectors.get(c.name()), c.status());
        }
        return !(record instanceof StatusRecord.OfTask t) || mayFollow(tasks.get(t.id()), t.status());
    }

    private static boolean mayFollow(StatusRecord.@Nullable Status before, Optional<StatusRecord.Status> after) {
        return before == null || after.map(status -> status.mayFollow(before)).orElse(true);
    }

    /** Writes what still waits. */
    @Override
    public void close() {
        topic.close();
    }
}
