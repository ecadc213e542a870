package io.leat.rest.fake;

import io.leat.runtime.RequestException;
import io.leat.runtime.TopicAdmin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;

/** Topics in memory; records go to partition 0 of one. */
public final class FakeTopics implements TopicAdmin {

    private final Map<String, List<List<PeekedRecord>>> topics = new TreeMap<>();

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

    private static Description describe(String topic, List<List<PeekedRecord>> partitions) {
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
                Map.of("cleanup.policy", "delete"));
    }

    @Override
    public synchronized boolean create(String topic, int partitions, Map<String, String> config) {
        var fresh = !topics.containsKey(topic);
        var existing = topics.computeIfAbsent(topic, name -> new ArrayList<>());
        while (existing.size() < partitions) {
            existing.add(new ArrayList<>());
        }
        return fresh;
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
