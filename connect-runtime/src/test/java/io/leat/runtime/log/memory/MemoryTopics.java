package io.leat.runtime.log.memory;

import io.leat.runtime.RequestException;
import io.leat.runtime.TopicAdmin;
import io.leat.runtime.log.LogRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;
import org.jspecify.annotations.Nullable;

/** Creates, deletes and describes the topics of the store. */
final class MemoryTopics implements TopicAdmin {

    private final MemoryStore store;
    private final int defaultPartitions;

    MemoryTopics(MemoryStore store, int defaultPartitions) {
        this.store = store;
        this.defaultPartitions = defaultPartitions;
    }

    @Override
    public List<String> list() {
        return store.locked(() -> List.copyOf(store.topics.keySet()));
    }

    @Override
    public Optional<Description> describe(String topic) {
        return store.locked(() -> Optional.ofNullable(store.topics.get(topic)).map(MemoryTopic::describe));
    }

    @Override
    public boolean create(String topic, int partitions, Map<String, String> config) {
        check(topic, partitions);
        return store.locked(() -> {
            if (store.topics.containsKey(topic)) {
                return false;
            }
            store.topics.put(
                    topic, MemoryTopic.create(topic, partitions == -1 ? defaultPartitions : partitions, config));
            store.signal();
            return true;
        });
    }

    private static void check(String topic, int partitions) {
        try {
            Topic.validate(topic);
        } catch (InvalidTopicException e) {
            throw new RequestException.Invalid(e.getMessage());
        }
        if (partitions < 1 && partitions != -1) {
            throw new RequestException.Invalid("Topic " + topic + " cannot have " + partitions + " partitions.");
        }
    }

    @Override
    public void alter(String topic, int partitions, Map<String, @Nullable String> changes) {
        store.locked(() -> {
            var old = store.topics.get(topic);
            if (old == null) {
                throw new RequestException.NotFound("There is no topic " + topic + ".");
            }
            if (partitions != UNCHANGED && partitions <= old.partitions().size()) {
                throw new RequestException.Invalid("Topic " + topic + " can only grow.");
            }
            var config = new HashMap<>(old.describe().overrides());
            changes.forEach((key, value) -> {
                if (value == null) {
                    config.remove(key);
                } else {
                    config.put(key, value);
                }
            });
            store.topics.put(topic, old.altered(partitions, config));
            store.signal();
            return null;
        });
    }

    @Override
    public void delete(String topic) {
        store.locked(() -> {
            if (store.topics.remove(topic) == null) {
                throw new RequestException.NotFound("There is no topic " + topic + ".");
            }
            store.groups.values().forEach(group -> group.forget(topic));
            store.signal();
            return null;
        });
    }

    @Override
    public List<PeekedRecord> peek(String topic, int partition, long offset, int limit) {
        return store.locked(() -> {
            if (!store.topics.containsKey(topic)
                    || partition < 0
                    || partition >= store.topic(topic).partitions().size()) {
                throw new RequestException.NotFound("There is no partition " + partition + " of topic " + topic + ".");
            }
            var records = store.partition(new TopicPartition(topic, partition));
            var from = offset < 0 ? Math.max(0, records.endOffset() + offset) : offset;
            return records.read(from, limit, Integer.MAX_VALUE).stream()
                    .map(MemoryTopics::peeked)
                    .toList();
        });
    }

    private static PeekedRecord peeked(LogRecord record) {
        return new PeekedRecord(
                record.offset(), record.timestamp(), record.key(), record.value(), List.of(record.headers()));
    }
}
