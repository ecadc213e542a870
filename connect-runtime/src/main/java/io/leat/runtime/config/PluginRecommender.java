package io.leat.runtime.config;

import io.leat.runtime.PluginInfo;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef.Recommender;

/** Suggests the installed plugins of a kind. */
record PluginRecommender(PluginType type, Plugins plugins) implements Recommender {

    @Override
    public List<Object> validValues(String name, Map<String, Object> parsedConfig) {
        return plugins.list().stream()
                .filter(plugin -> plugin.type().equals(type.wireName()))
                .map(PluginInfo::className)
                .distinct()
                .map(Object.class::cast)
                .toList();
    }

    @Override
    public boolean visible(String name, Map<String, Object> parsedConfig) {
        return true;
    }
}
