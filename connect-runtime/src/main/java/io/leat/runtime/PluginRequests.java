package io.leat.runtime;

import io.leat.runtime.config.ConnectorConfigs;
import io.leat.runtime.config.ConnectorKeys;
import io.leat.runtime.config.ShownConfigs;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.VersionRange;
import io.leat.runtime.state.ConfigStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Requests about plugins rather than connectors. */
final class PluginRequests {

    private static final Set<String> CONNECTORS = Set.of(PluginType.SOURCE.wireName(), PluginType.SINK.wireName());

    private final Plugins plugins;
    private final ConnectorConfigs configs;
    private final ConfigStore stored;
    private final ShownConfigs shown;
    private final TimeLimit limit;

    PluginRequests(Plugins plugins, ConnectorConfigs configs, ConfigStore stored, ShownConfigs shown, TimeLimit limit) {
        this.plugins = plugins;
        this.configs = configs;
        this.stored = stored;
        this.shown = shown;
        this.limit = limit;
    }

    List<PluginInfo> list(boolean connectorsOnly) {
        return plugins.list().stream()
                .filter(plugin -> !connectorsOnly || CONNECTORS.contains(plugin.type()))
                .toList();
    }

    List<ConfigKeyInfo> describe(String plugin, Optional<String> version) {
        var range = VersionRange.parse(version.orElse(""));
        return limit.call("describing " + plugin, "describing plugin " + plugin, () -> configs.describe(plugin, range));
    }

    /** Hidden values stand for those of the connector that the configuration names. */
    ValidationResult validate(String plugin, Map<String, String> config) {
        return limit.call("validating " + plugin, "validating a configuration for " + plugin, () -> {
            requireSame(plugin, config);
            return configs.validate(restored(config));
        });
    }

    /** With the stored values of the connector that the configuration names in place of hidden ones. */
    Map<String, String> restored(Map<String, String> config) {
        var name = config.getOrDefault(ConnectorKeys.NAME, "");
        return shown.restore(config, stored.snapshot().config(name).orElse(Map.of()));
    }

    /** The path and the body both name a class; by whatever names, it must be the same. */
    private void requireSame(String plugin, Map<String, String> config) {
        var included = configs.connector(config).className();
        var asked = new HashMap<>(config);
        asked.put(ConnectorKeys.CONNECTOR_CLASS, plugin);
        if (!included.equals(configs.connector(asked).className())) {
            throw new RequestException.Invalid("Included connector type " + config.get(ConnectorKeys.CONNECTOR_CLASS)
                    + " does not match request type " + plugin);
        }
    }
}
