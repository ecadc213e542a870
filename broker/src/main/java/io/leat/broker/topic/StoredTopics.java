package io.leat.broker.topic;

import io.leat.broker.disk.FreeSpace;
import io.leat.broker.log.PartitionLogs;
import io.leat.broker.log.ServedLog;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.Topic;

/**
 * The topics of the data folder. The order of steps makes a crash harmless: folders first, then the entry that makes the
 * topic real; at deletion the entry first, then the folders. Folders without an entry go at the next start.
 */
public final class StoredTopics implements Topics {
    /** What an entry may take on disk; only to refuse changes when the disk is nearly full. */
    private static final int ENTRY_BYTES = 4096;

    private final MetadataLog metadata;
    private final TopicLogs logs;
    private final FreeSpace freeSpace;
    private final int defaultPartitions;
    private final TopicRegistry topics = new TopicRegistry();
    private final CopyOnWriteArrayList<TopicListener> listeners = new CopyOnWriteArrayList<>();

    public StoredTopics(
            MetadataLog metadata,
            PartitionLogs logs,
            FreeSpace freeSpace,
            BrokerSettings settings,
            int defaultPartitions) {
        this.metadata = metadata;
        this.logs = new TopicLogs(logs, settings::topicDefaults);
        this.freeSpace = freeSpace;
        this.defaultPartitions = defaultPartitions;
        metadata.topics().forEach(topic -> topics.put(this.logs.describe(topic)));
        settings.onChange(this::defaultsChanged);
    }

    /** Opens the partitions of all topics, {@code threads} at a time. */
    public void openLogs(int threads) {
        logs.open(topics.all(), metadata.deleted(), threads);
    }

    /** @throws UnknownTopicOrPartitionException if there is none */
    public ServedLog partition(TopicPartition partition) {
        return logs.find(partition)
                .orElseThrow(() -> new UnknownTopicOrPartitionException("There is no partition " + partition + "."));
    }

    @Override
    public boolean online(TopicPartition partition) {
        return logs.find(partition).map(ServedLog::online).orElse(false);
    }

    @Override
    public List<String> list() {
        return topics.names();
    }

    @Override
    public Optional<TopicDescription> describe(String name) {
        return topics.find(name);
    }

    @Override
    public Optional<TopicDescription> describe(Uuid id) {
        return topics.find(id);
    }

    @Override
    public TopicDescription create(String name, int partitions, Map<String, String> overrides) {
        var creation = create(List.of(new NewTopic(name, partitions, overrides)), any -> {})
                .get(0);
        if (creation instanceof Creation.Made made) {
            return made.topic();
        }
        throw ((Creation.Refused) creation).reason();
    }

    @Override
    public synchronized List<Creation> check(Collection<NewTopic> wanted) {
        return checked(wanted).results();
    }

    @Override
    public synchronized List<Creation> create(Collection<NewTopic> wanted, IntConsumer allowance) {
        var creations = checked(wanted);
        creations.makeLogs(topic -> {
            allowance.accept(topic.partitions());
            freeSpace.claim(ENTRY_BYTES);
        });
        storeAll(creations);
        return creations.results();
    }

    private Creations checked(Collection<NewTopic> wanted) {
        var creations = new Creations(topics, logs, defaultPartitions);
        wanted.forEach(creations::check);
        return creations;
    }

    private void storeAll(Creations creations) {
        if (creations.entries().isEmpty()) {
            return;
        }
        try {
            metadata.store(creations.entries());
        } catch (KafkaStorageException e) {
            creations.takeBack(e);
            return;
        }
        creations.made().forEach(topic -> {
            topics.put(topic);
            tell(listener -> listener.created(topic));
        });
    }

    @Override
    public synchronized void checkGrowth(String name, int partitions) {
        Creations.checkCount(name, partitions);
        if (Topic.isInternal(name)) {
            throw new InvalidTopicException(
                    "Topic '" + name + "' keeps its partitions: where groups and transactional ids"
                            + " are stored follows from their number.");
        }
        var old = existing(name);
        if (partitions <= old.partitions()) {
            throw new InvalidPartitionsException("Topic '" + name + "' has " + old.partitions()
                    + " partitions already; their number can only grow.");
        }
    }

    @Override
    public synchronized TopicDescription grow(String name, int partitions) {
        checkGrowth(name, partitions);
        var old = existing(name);
        var entry = new MetadataEntry.Topic(old.id(), name, partitions, old.overrides());
        var grown = logs.describe(entry);
        freeSpace.claim(ENTRY_BYTES);
        logs.create(grown, old.partitions());
        try {
            metadata.store(entry);
        } catch (KafkaStorageException e) {
            logs.discard(grown, old.partitions(), e);
            throw e;
        }
        return changed(grown);
    }

    @Override
    public void checkOverrides(String name, Map<String, String> overrides) {
        var topic = existing(name);
        logs.describe(new MetadataEntry.Topic(topic.id(), name, topic.partitions(), overrides));
    }

    @Override
    public synchronized TopicDescription alter(String name, Map<String, String> overrides) {
        var old = existing(name);
        var altered = new MetadataEntry.Topic(old.id(), name, old.partitions(), overrides);
        var description = logs.describe(altered);
        freeSpace.claim(ENTRY_BYTES);
        metadata.store(altered);
        logs.configure(description);
        return changed(description);
    }

    private synchronized void defaultsChanged() {
        logs.forgetSettings();
        for (var topic : topics.all()) {
            var entry = new MetadataEntry.Topic(topic.id(), topic.name(), topic.partitions(), topic.overrides());
            var description = logs.describe(entry);
            if (!description.equals(topic)) {
                logs.configure(description);
                changed(description);
            }
        }
    }

    private TopicDescription changed(TopicDescription topic) {
        topics.put(topic);
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
        logs.delete(topic);
        topics.remove(topic);
        tell(listener -> listener.deleted(name, topic.id()));
    }

    private TopicDescription existing(String name) {
        return topics.find(name)
                .orElseThrow(() -> new UnknownTopicOrPartitionException("There is no topic '" + name + "'."));
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
