package io.leat.runtime.client;

import io.leat.runtime.TopicAdmin;
import io.leat.runtime.log.Log;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.Uuid;

/**
 * The log as a partitioner sees a cluster: its one node, and the topics that were asked for so far with their partitions, of
 * which one that is offline has no leader. At most a second old. One thread's.
 */
final class ClusterView {

    private static final long MOST_AGE_MS = 1_000;

    private final Log log;
    private final Clock clock;
    private final Map<String, TopicAdmin.Description> topics = new LinkedHashMap<>();
    private Cluster cluster = Cluster.empty();
    private long madeAt = Long.MIN_VALUE / 2;

    ClusterView(Log log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /** With this topic among others, if there is one of the name. */
    Cluster with(String topic) {
        var now = clock.millis();
        if (now - madeAt > MOST_AGE_MS || now < madeAt || !topics.containsKey(topic)) {
            look(topic);
            cluster = make();
            madeAt = now;
        }
        return cluster;
    }

    private void look(String topic) {
        var names = new ArrayList<>(topics.keySet());
        names.add(topic);
        topics.clear();
        names.forEach(name -> log.topics().describe(name).ifPresent(found -> topics.put(name, found)));
    }

    private Cluster make() {
        var node = log.node();
        var partitions = new ArrayList<PartitionInfo>();
        topics.values()
                .forEach(topic ->
                        topic.partitions().forEach(partition -> partitions.add(info(topic.name(), partition, node))));
        var internal = topics.values().stream()
                .filter(TopicAdmin.Description::internal)
                .map(TopicAdmin.Description::name)
                .collect(Collectors.toSet());
        return new Cluster(log.clusterId(), List.of(node), partitions, Set.of(), Set.of(), internal, node, ids());
    }

    private Map<String, Uuid> ids() {
        return topics.values().stream()
                .collect(Collectors.toMap(TopicAdmin.Description::name, topic -> id(topic.topicId())));
    }

    private static Uuid id(String text) {
        try {
            return Uuid.fromString(text);
        } catch (IllegalArgumentException e) {
            return Uuid.ZERO_UUID; // a log whose topics have other ids
        }
    }

    /** No leader is Kafka's own sign of a partition that is offline. */
    private static PartitionInfo info(String topic, TopicAdmin.Partition partition, Node node) {
        var replicas = new Node[] {node};
        return partition.online()
                ? new PartitionInfo(topic, partition.partition(), node, replicas, replicas)
                : new PartitionInfo(topic, partition.partition(), null, replicas, new Node[0], replicas);
    }
}
