package io.leat.runtime.config;

import io.leat.runtime.plugin.Plugins.Plugin;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.connect.connector.Connector;

/**
 * Connectors may set these.
 *
 * @param allowed without the prefix
 */
record ListedOverrides(Set<String> allowed) implements OverrideChecks {

    @Override
    public Stream<Problem> problems(Plugin<Connector> connector, Map<String, String> config) {
        return config.keySet().stream().sorted().filter(this::isRefused).map(ListedOverrides::problem);
    }

    private boolean isRefused(String key) {
        return PREFIXES.stream()
                .anyMatch(prefix -> key.startsWith(prefix) && !allowed.contains(key.substring(prefix.length())));
    }

    private static Problem problem(String key) {
        return new Problem(key, "The worker's connector.client.config.override.policy does not allow to set " + key);
    }

    @Override
    public void close() {}
}
