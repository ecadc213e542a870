package io.leat.runtime.config;

import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.Plugins.Plugin;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.connector.Connector;

/** Asks the worker's policy which of a connector's client settings are allowed. Safe for use from any thread. */
public interface OverrideChecks extends AutoCloseable {

    /** The prefixes of a connector's client settings. */
    List<String> PREFIXES = List.of("producer.override.", "consumer.override.", "admin.override.");

    /** @throws ConfigProblemsException if the policy's plugin is not installed or refuses the worker's settings */
    static OverrideChecks open(OverridePolicy policy, Plugins plugins) {
        if (policy instanceof OverridePolicy.Installed installed) {
            return PolicyPlugin.open(installed, plugins);
        }
        return policy instanceof OverridePolicy.Only only ? new ListedOverrides(only.settings()) : new FreeOverrides();
    }

    /**
     * What the policy refuses, by the connector's keys. May run a plugin's code, on the calling thread.
     *
     * @param config with references resolved
     */
    Stream<Problem> problems(Plugin<Connector> connector, Map<String, String> config);

    @Override
    void close();
}
