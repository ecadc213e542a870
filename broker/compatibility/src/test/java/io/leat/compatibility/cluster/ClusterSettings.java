package io.leat.compatibility.cluster;

import java.util.HashMap;
import java.util.Map;

/**
 * What a test asks of its cluster.
 *
 * @param protocol of the listener that clients use, such as {@code SASL_SSL}
 * @param broker further settings under Kafka's broker keys
 */
record ClusterSettings(String protocol, Map<String, String> broker) {

    /** The listener's name in {@code listener.name.clients.…} keys. */
    static final String LISTENER = "CLIENTS";

    ClusterSettings {
        broker = Map.copyOf(broker);
    }

    boolean isPlain() {
        return protocol.equals("PLAINTEXT") && broker.isEmpty();
    }

    /** What every cluster of these tests is started with, and what the test asks for on top. */
    Map<String, String> all() {
        var all = new HashMap<String, String>();
        all.put("auto.create.topics.enable", "true");
        all.put("num.partitions", "1");
        all.put("offsets.topic.num.partitions", "4");
        all.put("transaction.state.log.num.partitions", "4");
        all.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
        all.put("group.initial.rebalance.delay.ms", "0");
        all.put("group.consumer.min.heartbeat.interval.ms", "100");
        all.put("group.consumer.heartbeat.interval.ms", "250");
        all.put("log.cleaner.backoff.ms", "200");
        all.putAll(broker);
        return all;
    }
}
