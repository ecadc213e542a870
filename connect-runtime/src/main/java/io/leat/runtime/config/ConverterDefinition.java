package io.leat.runtime.config;

import io.leat.runtime.RequestException;
import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.VersionRange;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.ConnectPlugin;

/** Settings of the converters that a configuration names itself. */
final class ConverterDefinition {

    /** The keys that name a converter, with the kind that they name. */
    static final List<Map.Entry<String, PluginType>> KEYS = List.of(
            Map.entry("key.converter", PluginType.CONVERTER),
            Map.entry("value.converter", PluginType.CONVERTER),
            Map.entry("header.converter", PluginType.HEADER_CONVERTER));

    private ConverterDefinition() {}

    /** The converter's own settings; none where it is not named, is not installed, or does not tell. */
    static ConfigDef of(String key, PluginType type, Map<String, String> config, Plugins plugins) {
        var name = config.getOrDefault(key, "");
        if (name.isBlank()) {
            return new ConfigDef();
        }
        try {
            var range = VersionRange.parse(config.getOrDefault(key + ConnectorKeys.VERSION_SUFFIX, ""));
            var plugin = plugins.newInstance(type, ConnectPlugin.class, name, range);
            var own = ContextLoader.call(plugin.loader(), plugin.instance()::config);
            return own == null ? new ConfigDef() : own;
        } catch (RequestException.Invalid | LinkageError e) {
            return new ConfigDef(); // a wrong version is told by its own key; an old converter has no config()
        }
    }

    /** The same under the names that the connector's configuration uses. */
    static ConfigDef embedded(String key, ConfigDef own) {
        var embedded = new ConfigDef();
        embedded.embed(key + ".", key, 0, own);
        return embedded;
    }
}
