package io.leat.runtime.config;

import io.leat.runtime.ConfigKeyInfo;
import io.leat.runtime.ConnectorType;
import io.leat.runtime.RequestException;
import io.leat.runtime.ValidationResult;
import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.Plugins.Plugin;
import io.leat.runtime.plugin.VersionRange;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.ConnectPlugin;
import org.apache.kafka.connect.connector.Connector;

/** Checks connector configurations as Kafka Connect does, and shows the settings of plugins. */
public final class ConnectorConfigs {

    private static final Set<PluginType> CONNECTORS = EnumSet.of(PluginType.SOURCE, PluginType.SINK);
    private static final String ADVICE = "\nYou can also find the above list of errors at the endpoint"
            + " `/connector-plugins/{connectorType}/config/validate`";

    private final Plugins plugins;
    private final ConfigProviders providers;
    private final OverrideChecks overrides;
    private final boolean exactlyOnce;

    /** @param exactlyOnce whether the worker supports exactly-once delivery */
    public ConnectorConfigs(Plugins plugins, ConfigProviders providers, OverrideChecks overrides, boolean exactlyOnce) {
        this.exactlyOnce = exactlyOnce;
        this.plugins = plugins;
        this.providers = providers;
        this.overrides = overrides;
    }

    /**
     * The connector that a configuration names.
     *
     * @throws RequestException.Invalid if it names none that is installed
     */
    public Plugin<Connector> connector(Map<String, String> config) {
        var name = config.getOrDefault(ConnectorKeys.CONNECTOR_CLASS, "").trim();
        if (name.isEmpty()) {
            throw new RequestException.Invalid(
                    "Connector config contains no connector type: set connector.class to the connector's class");
        }
        var version = VersionRange.parse(config.getOrDefault(ConnectorKeys.CONNECTOR_VERSION, ""));
        return plugins.newInstance(connectorType(name), Connector.class, name, version);
    }

    private PluginType connectorType(String name) {
        return plugins.typeOf(name).filter(CONNECTORS::contains).orElse(PluginType.SOURCE);
    }

    /**
     * Checks a configuration and runs the connector's own checks, on the calling thread: these may take long and may hang.
     *
     * @throws RequestException.Invalid if there is no such connector, or a reference cannot be resolved
     */
    public ValidationResult validate(Map<String, String> config) {
        return new ConnectorValidation(
                        plugins, overrides, exactlyOnce, config, providers.resolve(config), connector(config))
                .run();
    }

    /** @throws RequestException.Invalid with all errors of the result, if it has any */
    public static void requireValid(ValidationResult result) {
        if (result.errorCount() == 0) {
            return;
        }
        var message = new StringBuilder("Connector configuration is invalid and contains the following ")
                .append(result.errorCount())
                .append(" error(s):");
        result.configs()
                .forEach(entry ->
                        entry.errors().forEach(error -> message.append('\n').append(error)));
        throw new RequestException.Invalid(message.append(ADVICE).toString());
    }

    /**
     * Asks the worker's policy about client settings once more, before a start: the configuration may have come with the
     * config topic, or be older than the policy. May run a plugin's code, on the calling thread.
     *
     * @throws RequestException.Invalid naming each key that is refused; the text may repeat secrets of the configuration
     */
    public void requireAllowed(Plugin<Connector> connector, ResolvedConfig config) {
        var refused = overrides
                .problems(connector, config.values())
                .map(problem -> "\n" + problem.key() + ": " + problem.message())
                .collect(Collectors.joining());
        if (!refused.isEmpty()) {
            throw new RequestException.Invalid("The worker's " + WorkerKeys.OVERRIDE_POLICY
                    + " refuses what the connector's configuration sets; change that, or the policy:" + refused);
        }
    }

    /** @throws RequestException.NotFound if there is no such plugin; Invalid if it has no such version */
    public List<ConfigKeyInfo> describe(String plugin, VersionRange version) {
        var type = plugins.typeOf(plugin)
                .orElseThrow(() -> new RequestException.NotFound("Unknown plugin " + plugin + "."));
        var found = plugins.newInstance(type, type.contract(), plugin, version);
        var own = ownConfig(found).orElseGet(ConfigDef::new);
        if (!CONNECTORS.contains(type)) {
            return ConfigKeys.of(own, Set.of());
        }
        var shown = new LinkedHashMap<String, ConfigKeyInfo>();
        ConfigKeys.of(own, Set.of()).forEach(key -> shown.put(key.name(), key));
        var common = ConnectorDefinition.of(type, found.version(), Map.of(), plugins);
        ConfigKeys.of(common.def(), common.classKeys()).forEach(key -> shown.putIfAbsent(key.name(), key));
        return new ArrayList<>(shown.values());
    }

    /** The direction of the connector that a configuration names; UNKNOWN where it is not installed. */
    public ConnectorType type(Map<String, String> config) {
        var name = config.getOrDefault(ConnectorKeys.CONNECTOR_CLASS, "").trim();
        try {
            return switch (plugins.typeOf(name).orElse(PluginType.CONVERTER)) {
                case SOURCE -> ConnectorType.SOURCE;
                case SINK -> ConnectorType.SINK;
                default -> ConnectorType.UNKNOWN;
            };
        } catch (RequestException.Invalid e) {
            return ConnectorType.UNKNOWN; // the name is ambiguous
        }
    }

    /** Hides passwords in what a task says, by its connector's definitions. */
    public SecretMask mask(Plugin<Connector> connector, ResolvedConfig connectorConfig, ResolvedConfig taskConfig) {
        var both = new HashMap<>(taskConfig.values());
        both.putAll(connectorConfig.values());
        var references = new HashMap<>(taskConfig.references());
        references.putAll(connectorConfig.references());
        return mask(connector, new ResolvedConfig(both, references));
    }

    /** Hides the passwords of a connector's configuration, and what references in it stand for. */
    public SecretMask mask(Plugin<Connector> connector, ResolvedConfig config) {
        return SecretKeys.of(connector, config.values(), plugins).mask(config);
    }

    private static Optional<ConfigDef> ownConfig(Plugin<?> plugin) {
        return plugin.instance() instanceof ConnectPlugin described
                ? Optional.ofNullable(ContextLoader.call(plugin.loader(), described::config))
                : Optional.empty();
    }
}
