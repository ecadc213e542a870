package io.leat.runtime.task;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Client settings for a task: the worker's, under {@code producer.} or {@code consumer.}, then the connector's. */
final class Overrides {

    private static final Logger LOG = LoggerFactory.getLogger(Overrides.class);
    private static final String OVERRIDE = "override.";
    private static final List<String> CLIENTS = List.of("producer.override.", "consumer.override.", "admin.override.");
    /** Those that take effect; docs/overrides.md says how, and why the others do not. */
    static final Set<String> EFFECTIVE = Set.of(
            "producer.override.batch.size",
            "producer.override.client.id",
            "producer.override.compression.gzip.level",
            "producer.override.compression.lz4.level",
            "producer.override.compression.type",
            "producer.override.compression.zstd.level",
            "producer.override.interceptor.classes",
            "producer.override.linger.ms",
            "producer.override.max.request.size",
            "producer.override.partitioner.class",
            "producer.override.partitioner.ignore.keys",
            "producer.override.transaction.timeout.ms",
            "consumer.override.auto.offset.reset",
            "consumer.override.client.id",
            "consumer.override.fetch.max.bytes",
            "consumer.override.fetch.max.wait.ms",
            "consumer.override.fetch.min.bytes",
            "consumer.override.group.id",
            "consumer.override.interceptor.classes",
            "consumer.override.max.partition.fetch.bytes",
            "consumer.override.max.poll.records");

    private static final List<String> EXTENSIONS = List.of(
            "producer.override.partitioner.class",
            "producer.override.interceptor.classes",
            "consumer.override.interceptor.classes");

    private Overrides() {}

    /** @param prefix {@code producer.} or {@code consumer.} */
    static Map<String, String> of(String prefix, Map<String, String> worker, Map<String, String> connector) {
        var settings = new HashMap<String, String>();
        copy(prefix, worker, settings);
        copy(prefix + OVERRIDE, connector, settings);
        return settings;
    }

    /** Names, once for a connector and without their values, what it sets in vain. */
    static void tell(TaskSpec spec) {
        var idle = withoutEffect(spec.connectorConfig());
        if (spec.id().task() == 0 && !idle.isEmpty()) {
            LOG.info(
                    "Connector {} sets what has no effect on the log in this process: {}",
                    spec.id().connector(),
                    String.join(", ", idle));
        }
    }

    /** Likewise of the worker's own, once. */
    static void tellOfWorker(Map<String, String> worker) {
        var connector = new HashMap<String, String>();
        worker.forEach((key, value) -> CLIENTS.stream()
                .map(prefix -> prefix.substring(0, prefix.indexOf('.') + 1))
                .filter(key::startsWith)
                .forEach(client -> connector.put(client + OVERRIDE + key.substring(client.length()), value)));
        var idle = withoutEffect(connector);
        if (!idle.isEmpty()) {
            LOG.info(
                    "The worker sets for all connectors what has no effect on the log in this process: {}",
                    String.join(", ", idle).replace("." + OVERRIDE, "."));
        }
    }

    /** The keys of a connector's configuration that are accepted and do nothing, in order. */
    static SortedSet<String> withoutEffect(Map<String, String> connector) {
        var found = new TreeSet<String>();
        connector.keySet().stream()
                .filter(key -> CLIENTS.stream().anyMatch(key::startsWith))
                .filter(key -> !EFFECTIVE.contains(key))
                .filter(key -> isKafkas(key) || !namesExtensions(connector))
                .forEach(found::add);
        return found;
    }

    /** Other settings may be those of a partitioner or interceptor, which is configured with all of them. */
    private static boolean isKafkas(String key) {
        return key.startsWith("admin.")
                || (key.startsWith("producer.") ? ProducerConfig.configNames() : ConsumerConfig.configNames())
                        .contains(key.substring(key.indexOf(OVERRIDE) + OVERRIDE.length()));
    }

    private static boolean namesExtensions(Map<String, String> connector) {
        return EXTENSIONS.stream().anyMatch(connector::containsKey);
    }

    private static void copy(String prefix, Map<String, String> from, Map<String, String> to) {
        from.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                to.put(key.substring(prefix.length()), value);
            }
        });
    }
}
