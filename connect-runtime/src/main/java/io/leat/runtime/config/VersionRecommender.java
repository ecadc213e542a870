package io.leat.runtime.config;

import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef.Recommender;

/** Suggests the installed versions of the plugin that another key names. */
record VersionRecommender(PluginType type, Plugins plugins, String pluginName) implements Recommender {

    @Override
    public List<Object> validValues(String name, Map<String, Object> parsedConfig) {
        return List.copyOf(plugins.versions(type, pluginName));
    }

    @Override
    public boolean visible(String name, Map<String, Object> parsedConfig) {
        return true;
    }
}
