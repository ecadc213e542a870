package io.leat.broker.topic;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.internals.Topic;

/**
 * The topics in memory, found by name and by id. Lookups are safe from any thread; changes are made by one thread at a
 * time.
 */
final class TopicRegistry {
    private final ConcurrentSkipListMap<String, TopicDescription> byName = new ConcurrentSkipListMap<>();
    private final ConcurrentHashMap<Uuid, TopicDescription> byId = new ConcurrentHashMap<>();
    /** Names that are the same where '.' and '_' are: Kafka's metrics cannot tell them apart. */
    private final Map<String, TreeSet<String>> bySimilarName = new HashMap<>();

    void put(TopicDescription topic) {
        byName.put(topic.name(), topic);
        byId.put(topic.id(), topic);
        bySimilarName
                .computeIfAbsent(Topic.unifyCollisionChars(topic.name()), name -> new TreeSet<>())
                .add(topic.name());
    }

    void remove(TopicDescription topic) {
        byName.remove(topic.name());
        byId.remove(topic.id());
        bySimilarName.computeIfPresent(Topic.unifyCollisionChars(topic.name()), (similar, names) -> {
            names.remove(topic.name());
            return names.isEmpty() ? null : names;
        });
    }

    Optional<TopicDescription> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Optional<TopicDescription> find(Uuid id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** A topic that this name could be mistaken for, the topic of the name itself not counted. */
    Optional<String> similarTo(String name) {
        return Optional.ofNullable(bySimilarName.get(Topic.unifyCollisionChars(name)))
                .flatMap(names ->
                        names.stream().filter(other -> !other.equals(name)).findFirst());
    }

    /** In alphabetical order. */
    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    Collection<TopicDescription> all() {
        return byName.values();
    }
}
