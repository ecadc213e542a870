package io.leat.broker.topic;

import io.leat.broker.disk.FreeSpace;
import io.leat.broker.log.LogSettings;
import io.leat.broker.log.PartitionLogs;
import io.leat.broker.log.PartitionLogs.Spec;
import io.leat.broker.log.ServedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.Topic;

/**
 * The topics of the data folder. The order of steps makes a crash harmless: folders first, then the entry that makes the
 * topic real; at deletion the entry first, then the folders. Folders without an entry go at the next start.
 */
public final class StoredTopics implements Topics {
    private static final int MAX_PARTITIONS = 10_000;
    /** What an entry may take on disk; only to refuse changes when the disk is nearly full. */
    private static final int ENTRY_BYTES = 4096;

    private final MetadataLog metadata;
    private final PartitionLogs logs;
    private final FreeSpace freeSpace;
    private final Map<String, String> defaults;
    private final int defaultPartitions;
    private final ConcurrentSkipListMap<String, TopicDescription> topics = new ConcurrentSkipListMap<>();
    private final CopyOnWriteArrayList<TopicListener> listeners = new CopyOnWriteArrayList<>();

    /** @param defaults settings of topics without an override, under Kafka's topic keys */
    public StoredTopics(
            MetadataLog metadata,
            PartitionLogs logs,
            FreeSpace freeSpace,
            Map<String, String> defaults,
            int defaultPartitions) {
        this.metadata = metadata;
        this.logs = logs;
        this.freeSpace = freeSpace;
        this.defaults = Map.copyOf(defaults);
        this.defaultPartitions = defaultPartitions;
        metadata.topics().forEach(topic -> topics.put(topic.name(), describe(topic)));
    }

    /** Opens the partitions of all topics, {@code threads} at a time. */
    public void openLogs(int threads) {
        var specs = new ArrayList<Spec>();
        topics.values().forEach(topic -> specs.addAll(specs(topic, 0)));
        logs.open(specs, threads);
    }

    /** @throws UnknownTopicOrPartitionException if there is none */
    public ServedLog partition(TopicPartition partition) {
        return logs.find(partition)
                .orElseThrow(() -> new UnknownTopicOrPartitionException("There is no partition " + partition + "."));
    }

    @Override
    public List<String> list() {
        return List.copyOf(topics.keySet());
    }

    @Override
    public Optional<TopicDescription> describe(String name) {
        return Optional.ofNullable(topics.get(name));
    }

    @Override
    public Optional<TopicDescription> describe(Uuid id) {
        return topics.values().stream().filter(topic -> topic.id().equals(id)).findFirst();
    }

    private TopicDescription describe(MetadataEntry.Topic topic) {
        return new TopicDescription(
                topic.name(),
                topic.id(),
                Topic.isInternal(topic.name()),
                topic.partitions(),
                topic.overrides(),
                settings(topic.overrides()).effective());
    }

    @Override
    public synchronized TopicDescription create(String name, int partitions, Map<String, String> overrides) {
        Topic.validate(name);
        if (topics.containsKey(name)) {
            throw new TopicExistsException("Topic '" + name + "' already exists.");
        }
        var count = partitions == DEFAULT_PARTITIONS ? defaultPartitions : partitions;
        checkCount(name, count);
        var topic = addPartitions(new MetadataEntry.Topic(Uuid.randomUuid(), name, count, overrides), 0);
        tell(listener -> listener.created(topic));
        return topic;
    }

    private static void checkCount(String name, int partitions) {
        if (partitions < 1 || partitions > MAX_PARTITIONS) {
            throw new InvalidPartitionsException("Topic '" + name + "' cannot have " + partitions
                    + " partitions; from 1 to " + MAX_PARTITIONS + " are possible.");
        }
    }

    @Override
    public synchronized TopicDescription grow(String name, int partitions) {
        var old = existing(name);
        checkCount(name, partitions);
        if (partitions <= old.partitions()) {
            throw new InvalidPartitionsException("Topic '" + name + "' has " + old.partitions()
                    + " partitions already; their number can only grow.");
        }
        var grown = new MetadataEntry.Topic(old.id(), name, partitions, old.overrides());
        return changed(addPartitions(grown, old.partitions()));
    }

    private TopicDescription addPartitions(MetadataEntry.Topic topic, int from) {
        var description = describe(topic);
        var specs = specs(description, from);
        freeSpace.claim(ENTRY_BYTES);
        try {
            specs.forEach(logs::create);
            metadata.store(topic);
        } catch (KafkaStorageException e) {
            discard(specs, e);
            throw e;
        }
        topics.put(topic.name(), description);
        return description;
    }

    private void discard(List<Spec> specs, KafkaStorageException cause) {
        try {
            logs.delete(specs.stream().map(Spec::partition).toList());
        } catch (KafkaStorageException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public synchronized TopicDescription alter(String name, Map<String, String> overrides) {
        var old = existing(name);
        var altered = new MetadataEntry.Topic(old.id(), name, old.partitions(), overrides);
        var description = describe(altered);
        freeSpace.claim(ENTRY_BYTES);
        metadata.store(altered);
        topics.put(name, description);
        var settings = settings(overrides);
        partitions(description).forEach(partition -> logs.configure(partition, settings));
        return changed(description);
    }

    private TopicDescription changed(TopicDescription topic) {
        tell(listener -> listener.changed(topic));
        return topic;
    }

    @Override
    public synchronized void delete(String name) {
        var topic = existing(name);
        if (topic.internal()) {
            throw new InvalidTopicException("Topic '" + name + "' is the log's own and cannot be deleted.");
        }
        metadata.store(new MetadataEntry.TopicDeleted(topic.id()));
        // Until the folders' names are free, also after a power loss, nobody may use the topic's name again.
        logs.delete(partitions(topic));
        topics.remove(name);
        tell(listener -> listener.deleted(name, topic.id()));
    }

    private TopicDescription existing(String name) {
        var topic = topics.get(name);
        if (topic == null) {
            throw new UnknownTopicOrPartitionException("There is no topic '" + name + "'.");
        }
        return topic;
    }

    private LogSettings settings(Map<String, String> overrides) {
        return LogSettings.of(defaults, overrides);
    }

    private List<Spec> specs(TopicDescription topic, int from) {
        var settings = settings(topic.overrides());
        return partitions(topic).stream()
                .skip(from)
                .map(partition -> new Spec(partition, topic.id(), settings))
                .toList();
    }

    private static List<TopicPartition> partitions(TopicDescription topic) {
        return IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
    }

    private void tell(Consumer<TopicListener> event) {
        listeners.forEach(event);
    }

    @Override
    public void addListener(TopicListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(TopicListener listener) {
        listeners.remove(listener);
    }
}
