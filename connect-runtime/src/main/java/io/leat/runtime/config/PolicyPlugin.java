package io.leat.runtime.config;

import static org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest.ClientType.ADMIN;
import static org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest.ClientType.CONSUMER;
import static org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest.ClientType.PRODUCER;

import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.Plugins.Plugin;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest.ClientType;
import org.apache.kafka.connect.health.ConnectorType;
import org.apache.kafka.connect.source.SourceConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A policy from {@code plugin.path}. It is asked once for each client that Kafka Connect would give the connector, even where
 * the connector sets nothing of it, because a policy may also demand a setting; and for any other that it sets something of.
 */
final class PolicyPlugin implements OverrideChecks {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyPlugin.class);

    private final Plugin<ConnectorClientConfigOverridePolicy> policy;

    private PolicyPlugin(Plugin<ConnectorClientConfigOverridePolicy> policy) {
        this.policy = policy;
    }

    static PolicyPlugin open(OverridePolicy.Installed settings, Plugins plugins) {
        try {
            var policy = plugins.newInstance(
                    PluginType.OVERRIDE_POLICY, ConnectorClientConfigOverridePolicy.class, settings.className());
            ContextLoader.run(policy.loader(), () -> policy.instance().configure(settings.given()));
            return new PolicyPlugin(policy);
        } catch (RuntimeException | Error e) {
            throw new ConfigProblemsException(List.of(new Problem(
                    WorkerKeys.OVERRIDE_POLICY,
                    settings.className() + " is none of All, None, Principal and Allowlist, nor a plugin that can be"
                            + " used: " + e.getMessage())));
        }
    }

    @Override
    public Stream<Problem> problems(Plugin<Connector> connector, Map<String, String> config) {
        return clients(connector, config).stream().flatMap(client -> problems(client, connector, config));
    }

    private static Set<ClientType> clients(Plugin<Connector> connector, Map<String, String> config) {
        var letters =
                !config.getOrDefault("errors.deadletterqueue.topic.name", "").isBlank();
        var clients = isSource(connector)
                ? EnumSet.of(PRODUCER, ADMIN)
                : letters ? EnumSet.of(CONSUMER, PRODUCER, ADMIN) : EnumSet.of(CONSUMER);
        for (var client : ClientType.values()) {
            if (config.keySet().stream().anyMatch(key -> key.startsWith(prefix(client)))) {
                clients.add(client);
            }
        }
        return clients;
    }

    private Stream<Problem> problems(ClientType client, Plugin<Connector> connector, Map<String, String> config) {
        var request = new ConnectorClientConfigRequest(
                config.getOrDefault("name", ""),
                isSource(connector) ? ConnectorType.SOURCE : ConnectorType.SINK,
                connector.instance().getClass(),
                properties(prefix(client), config),
                client);
        List<ConfigValue> answer =
                ContextLoader.call(policy.loader(), () -> policy.instance().validate(request));
        return answer.stream().flatMap(value -> problems(prefix(client), value));
    }

    private static Stream<Problem> problems(String prefix, ConfigValue value) {
        return value.errorMessages().stream().map(message -> new Problem(prefix + value.name(), message));
    }

    private static boolean isSource(Plugin<Connector> connector) {
        return connector.instance() instanceof SourceConnector;
    }

    private static String prefix(ClientType client) {
        return client.name().toLowerCase(Locale.ROOT) + ".override.";
    }

    /** By their names in the client, as values of their types. */
    private static Map<String, Object> properties(String prefix, Map<String, String> config) {
        var properties = new HashMap<String, Object>();
        config.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                properties.put(key.substring(prefix.length()), ClientOverrides.parsed(key, value));
            }
        });
        return properties;
    }

    @Override
    public void close() {
        try {
            ContextLoader.<Object, Exception>call(policy.loader(), () -> {
                policy.instance().close();
                return policy;
            });
        } catch (Exception e) {
            LOG.warn("The override policy {} does not close", policy.className(), e);
        }
    }
}
