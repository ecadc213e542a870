package io.leat.runtime.task;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Client settings for a task: the worker's, under {@code producer.} or {@code consumer.}, then the connector's. */
final class Overrides {

    private static final Logger LOG = LoggerFactory.getLogger(Overrides.class);
    private static final String OVERRIDE = "override.";
    private static final List<String> CLIENTS = List.of("producer.override.", "consumer.override.", "admin.override.");
    private static final Set<String> EFFECTIVE = Set.of(
            "producer.override.client.id",
            "producer.override.compression.type",
            "producer.override.max.request.size",
            "producer.override.transaction.timeout.ms",
            "consumer.override.auto.offset.reset",
            "consumer.override.client.id",
            "consumer.override.fetch.max.bytes",
            "consumer.override.group.id",
            "consumer.override.max.poll.records");

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

    /** The keys of a connector's configuration that are accepted and do nothing, in order. */
    static SortedSet<String> withoutEffect(Map<String, String> connector) {
        var found = new TreeSet<String>();
        connector.keySet().stream()
                .filter(key -> CLIENTS.stream().anyMatch(key::startsWith))
                .filter(key -> !EFFECTIVE.contains(key))
                .forEach(found::add);
        return found;
    }

    private static void copy(String prefix, Map<String, String> from, Map<String, String> to) {
        from.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                to.put(key.substring(prefix.length()), value);
            }
        });
    }
}
