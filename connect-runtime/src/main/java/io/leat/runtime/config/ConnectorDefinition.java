package io.leat.runtime.config;

import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The worker's settings for one connector configuration, those of its transforms and predicates included.
 *
 * @param classKeys settings whose values are class names. They are defined as STRING, because Kafka's CLASS loads the
 *     class by the context loader, which knows neither short names nor the loaders of plugins, and shown as CLASS.
 * @param undescribed prefixes of transforms and predicates that do not say what they read
 */
record ConnectorDefinition(ConfigDef def, Set<String> classKeys, List<String> undescribed) {

    private static final List<String> CONVERTERS = List.of("key.converter", "value.converter", "header.converter");

    /** @param type SOURCE or SINK */
    static ConnectorDefinition of(
            PluginType type, String connectorVersion, Map<String, String> config, Plugins plugins) {
        var def = CommonDefinition.of(type, connectorVersion, config, plugins);
        var classKeys = new LinkedHashSet<>(CONVERTERS);
        if (type == PluginType.SOURCE) {
            SourceDefinition.addTo(def, config);
        } else {
            SinkDefinition.addTo(def);
        }
        DeadLetterDefinition.addTo(def);
        var chains = ChainDefinition.addTo(def, config, plugins);
        classKeys.addAll(chains.classKeys());
        return new ConnectorDefinition(def, classKeys, chains.undescribed());
    }
}
