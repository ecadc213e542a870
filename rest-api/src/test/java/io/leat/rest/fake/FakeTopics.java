package io.leat.rest.fake;

import io.leat.runtime.RequestException;
import io.leat.runtime.TopicAdmin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Topics in memory; records go to partition 0 of one. */
public final class FakeTopics implements TopicAdmin {

    private final Map<String, List<List<PeekedRecord>>> topics = new TreeMap<>();
    private final Map<String, Map<String, String>> overrides = new HashMap<>();

    /** Appends to {@code topic}, which it makes if need be. */
    public synchronized void append(String topic, int partition, byte[] key, byte[] value, Header... headers) {
        create(topic, partition + 1, Map.of());
        var records = topics.get(topic).get(partition);
        records.add(new PeekedRecord(records.size(), 1_700_000_000_000L, key, value, List.of(headers)));
    }

    @Override
    public synchronized List<String> list() {
        return List.copyOf(topics.keySet());
    }

    @Override
    public synchronized Optional<Description> describe(String topic) {
        return Optional.ofNullable(topics.get(topic)).map(partitions -> describe(topic, partitions));
    }

    private Description describe(String topic, List<List<PeekedRecord>> partitions) {
        var views = new ArrayList<Partition>();
        for (var records : partitions) {
            views.add(new Partition(views.size(), 0, records.size(), 100L * records.size(), true));
        }
        return new Description(
                topic,
                "id-of-" + topic,
                topic.startsWith("__"),
                views,
                Map.of("cleanup.policy", "delete", "retention.ms", "604800000"),
                overrides.getOrDefault(topic, Map.of("cleanup.policy", "delete")));
    }

    @Override
    public synchronized boolean create(String topic, int partitions, Map<String, String> config) {
        var fresh = !topics.containsKey(topic);
        var existing = topics.computeIfAbsent(topic, name -> new ArrayList<>());
        while (existing.size() < partitions) {
            existing.add(new ArrayList<>());
        }
        if (fresh && !config.isEmpty()) {
            overrides.put(topic, Map.copyOf(config));
        }
        return fresh;
    }

    @Override
    public synchronized void alter(String topic, int partitions, Map<String, @Nullable String> changes) {
        var existing = topics.get(topic);
        if (existing == null) {
            throw new RequestException.NotFound("Topic " + topic + " not found");
        }
        if (topic.startsWith("__")) {
            throw new RequestException.Conflict("Topic " + topic + " is the log's own");
        }
        if (partitions != UNCHANGED && partitions <= existing.size()) {
            throw new RequestException.Invalid("Topic " + topic + " has " + existing.size() + " partitions already");
        }
        create(topic, partitions, Map.of());
        var settings = new HashMap<>(overrides.getOrDefault(topic, Map.of()));
        changes.forEach((key, value) -> {
            if (value == null) {
                settings.remove(key);
            } else {
                settings.put(key, value);
            }
        });
        overrides.put(topic, settings);
    }

    @Override
    public synchronized void delete(String topic) {
        if (topics.remove(topic) == null) {
            throw new RequestException.NotFound("Topic " + topic + " not found");
        }
    }

    @Override
    public synchronized List<PeekedRecord> peek(String topic, int partition, long offset, int limit) {
        var records = topics.get(topic).get(partition);
        var from = offset < 0 ? Math.max(0, records.size() + offset) : offset;
        return records.stream().skip(from).limit(limit).toList();
    }
}
