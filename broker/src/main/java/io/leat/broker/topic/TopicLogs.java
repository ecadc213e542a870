package io.leat.broker.topic;

import io.leat.broker.log.LogSettings;
import io.leat.broker.log.PartitionLogs;
import io.leat.broker.log.PartitionLogs.Spec;
import io.leat.broker.log.ServedLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.internals.Topic;

/** The partitions that topics stand for, and the settings that hold in them. */
final class TopicLogs {
    private static final int MANY_RESOLVED = 1000;

    private final PartitionLogs logs;
    private final Supplier<Map<String, String>> defaults;
    /** By overrides: most topics have the same, and checking them again takes longer than all else at start. */
    private final Map<Map<String, String>, Resolved> resolved = new ConcurrentHashMap<>();

    private record Resolved(LogSettings settings, Map<String, String> effective) {}

    /** @param defaults settings of topics without an override, under Kafka's topic keys */
    TopicLogs(PartitionLogs logs, Supplier<Map<String, String>> defaults) {
        this.logs = logs;
        this.defaults = defaults;
    }

    /** @throws org.apache.kafka.common.errors.InvalidConfigurationException naming an override that cannot be */
    TopicDescription describe(MetadataEntry.Topic topic) {
        return new TopicDescription(
                topic.name(),
                topic.id(),
                Topic.isInternal(topic.name()),
                topic.partitions(),
                topic.overrides(),
                resolve(topic.overrides()).effective());
    }

    /** Opens all partitions, {@code threads} at a time. @param deleted topics of which something may be left */
    void open(Collection<TopicDescription> topics, Set<Uuid> deleted, int threads) {
        var specs = new ArrayList<Spec>();
        topics.forEach(topic -> specs.addAll(specs(topic, 0)));
        logs.open(specs, deleted, threads);
    }

    /**
     * Makes the partitions from this number on, all or none.
     *
     * @throws KafkaStorageException if it could not be written down that what had their names before is gone
     */
    void create(TopicDescription topic, int from) {
        var specs = specs(topic, from);
        try {
            specs.forEach(logs::create);
        } catch (KafkaStorageException e) {
            discard(topic, from, e);
            throw e;
        }
    }

    /** Takes back what {@link #create} made, after this failure. */
    void discard(TopicDescription topic, int from, KafkaStorageException cause) {
        try {
            logs.delete(partitions(topic, from));
        } catch (KafkaStorageException e) {
            cause.addSuppressed(e);
        }
    }

    void configure(TopicDescription topic) {
        var settings = settings(topic.overrides());
        partitions(topic, 0).forEach(partition -> logs.configure(partition, settings));
    }

    /** Takes the partitions out of use; their names are free, also after a power loss, when this returns. */
    void delete(TopicDescription topic) {
        logs.delete(partitions(topic, 0));
    }

    Optional<ServedLog> find(TopicPartition partition) {
        return logs.find(partition);
    }

    /** To be called when the defaults have changed. */
    void forgetSettings() {
        resolved.clear();
    }

    private LogSettings settings(Map<String, String> overrides) {
        return resolve(overrides).settings();
    }

    private Resolved resolve(Map<String, String> overrides) {
        if (resolved.size() > MANY_RESOLVED) {
            resolved.clear();
        }
        return resolved.computeIfAbsent(overrides, some -> {
            var settings = LogSettings.of(defaults.get(), some);
            return new Resolved(settings, Map.copyOf(settings.effective()));
        });
    }

    private List<Spec> specs(TopicDescription topic, int from) {
        var settings = settings(topic.overrides());
        return partitions(topic, from).stream()
                .map(partition -> new Spec(partition, topic.id(), settings))
                .toList();
    }

    private static List<TopicPartition> partitions(TopicDescription topic, int from) {
        return IntStream.range(from, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
    }
}
