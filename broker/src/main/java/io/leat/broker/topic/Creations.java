package io.leat.broker.topic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.internals.Topic;

/**
 * Topics that are made together, so that one force stores all of them; each may fail for itself. Used once, by one
 * thread: check each, make the logs, store the entries.
 */
final class Creations {
    static final int MAX_PARTITIONS = 10_000;

    private final TopicRegistry existing;
    private final TopicLogs logs;
    private final int defaultPartitions;
    private final Map<String, Creation> results = new LinkedHashMap<>();
    private final Map<String, MetadataEntry.Topic> entries = new LinkedHashMap<>();
    private final Map<String, String> bySimilarName = new HashMap<>();

    Creations(TopicRegistry existing, TopicLogs logs, int defaultPartitions) {
        this.existing = existing;
        this.logs = logs;
        this.defaultPartitions = defaultPartitions;
    }

    /** Finds out whether the topic can be made, beside those that are there and those checked before. */
    void check(NewTopic topic) {
        try {
            checkName(topic.name());
            var count = topic.partitions() == Topics.DEFAULT_PARTITIONS ? defaultPartitions : topic.partitions();
            checkCount(topic.name(), count);
            var entry = new MetadataEntry.Topic(Uuid.randomUuid(), topic.name(), count, topic.overrides());
            results.put(topic.name(), new Creation.Made(logs.describe(entry)));
            entries.put(topic.name(), entry);
            bySimilarName.put(Topic.unifyCollisionChars(topic.name()), topic.name());
        } catch (ApiException e) {
            refuse(topic.name(), e);
        }
    }

    private void checkName(String name) {
        Topic.validate(name);
        if (existing.find(name).isPresent() || entries.containsKey(name)) {
            throw new TopicExistsException("Topic '" + name + "' already exists.");
        }
        existing.similarTo(name)
                .or(() -> Optional.ofNullable(bySimilarName.get(Topic.unifyCollisionChars(name))))
                .ifPresent(other -> {
                    throw new InvalidTopicException("Topic '" + name + "' collides with existing topic: " + other
                            + "; '.' and '_' are the same in the names of metrics.");
                });
    }

    static void checkCount(String name, int partitions) {
        if (partitions < 1 || partitions > MAX_PARTITIONS) {
            throw new InvalidPartitionsException("Topic '" + name + "' cannot have " + partitions
                    + " partitions; from 1 to " + MAX_PARTITIONS + " are possible.");
        }
    }

    /** @param claim asks for all that a topic takes; throws what refuses it */
    void makeLogs(Consumer<TopicDescription> claim) {
        for (var topic : made()) {
            try {
                claim.accept(topic);
                logs.create(topic, 0);
            } catch (ApiException e) {
                refuse(topic.name(), e);
            }
        }
    }

    /** The entries could not be stored. */
    void takeBack(KafkaStorageException cause) {
        for (var topic : made()) {
            logs.discard(topic, 0, cause);
            refuse(topic.name(), cause);
        }
    }

    private void refuse(String name, ApiException reason) {
        entries.remove(name);
        results.put(name, new Creation.Refused(name, reason));
    }

    List<MetadataEntry.Topic> entries() {
        return List.copyOf(entries.values());
    }

    List<TopicDescription> made() {
        var made = new ArrayList<TopicDescription>();
        for (var result : results.values()) {
            if (result instanceof Creation.Made one) {
                made.add(one.topic());
            }
        }
        return made;
    }

    /** In the order of the checks. */
    List<Creation> results() {
        return List.copyOf(results.values());
    }
}
