package io.leat.runtime.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;

import io.leat.runtime.RequestException;
import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.VersionRange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.components.ConnectPlugin;

/** Settings of the transforms and predicates that a configuration names: ours by alias, then each plugin's own. */
final class ChainDefinition {

    private final ConfigDef def;
    private final Map<String, String> config;
    private final Plugins plugins;
    private final Set<String> classKeys = new LinkedHashSet<>();
    private final List<String> undescribed = new ArrayList<>();

    private ChainDefinition(ConfigDef def, Map<String, String> config, Plugins plugins) {
        this.def = def;
        this.config = config;
        this.plugins = plugins;
    }

    /** @param classKeys whose values are class names; {@code undescribed} prefixes of plugins that do not tell their keys */
    record Added(Set<String> classKeys, List<String> undescribed) {}

    static Added addTo(ConfigDef def, Map<String, String> config, Plugins plugins) {
        var chain = new ChainDefinition(def, config, plugins);
        aliases(config, ConnectorKeys.TRANSFORMS).forEach(chain::transform);
        aliases(config, ConnectorKeys.PREDICATES).forEach(chain::predicate);
        return new Added(chain.classKeys, chain.undescribed);
    }

    private static Set<String> aliases(Map<String, String> config, String key) {
        var aliases = new LinkedHashSet<String>();
        for (var alias : config.getOrDefault(key, "").split(",", -1)) {
            if (!alias.isBlank()) {
                aliases.add(alias.trim());
            }
        }
        return aliases;
    }

    private void transform(String alias) {
        var prefix = ConnectorKeys.TRANSFORMS + "." + alias + ".";
        var group = CommonDefinition.TRANSFORMS + ": " + alias;
        var order = type(prefix, PluginType.TRANSFORMATION, group, "Transformation type for " + alias);
        def.define(
                prefix + "predicate",
                Type.STRING,
                null,
                knownPredicate(),
                MEDIUM,
                "Name of the predicate that decides whether the transform applies to a record.",
                group,
                order++,
                Width.LONG,
                "Predicate");
        def.define(
                prefix + "negate",
                Type.BOOLEAN,
                false,
                MEDIUM,
                "Whether the transform applies where the predicate does not.",
                group,
                order++,
                Width.SHORT,
                "Negate");
        embed(prefix, PluginType.TRANSFORMATION, group, order);
    }

    private void predicate(String alias) {
        var prefix = ConnectorKeys.PREDICATES + "." + alias + ".";
        var group = CommonDefinition.PREDICATES + ": " + alias;
        var order = type(prefix, PluginType.PREDICATE, group, "Predicate type for " + alias);
        embed(prefix, PluginType.PREDICATE, group, order);
    }

    private int type(String prefix, PluginType type, String group, String display) {
        classKeys.add(prefix + "type");
        def.define(
                prefix + "type",
                Type.STRING,
                NO_DEFAULT_VALUE,
                Checks.installed(type, plugins),
                HIGH,
                "Class: full name or simple name.",
                group,
                0,
                Width.LONG,
                display,
                List.of(),
                new PluginRecommender(type, plugins));
        def.define(
                prefix + "plugin.version",
                Type.STRING,
                null,
                Checks.installedVersion(type, plugins, config.getOrDefault(prefix + "type", "")),
                MEDIUM,
                "Version of the class, or a range.",
                group,
                1,
                Width.MEDIUM,
                "Version",
                List.of(),
                new VersionRecommender(type, plugins, config.getOrDefault(prefix + "type", "")));
        return 2;
    }

    private Validator knownPredicate() {
        var known = aliases(config, ConnectorKeys.PREDICATES);
        return LambdaValidator.with(
                (key, value) -> {
                    if (value instanceof String alias && !known.contains(alias)) {
                        throw new ConfigException(key, value, "not one of the predicates " + known);
                    }
                },
                () -> "an alias of predicates");
    }

    private void embed(String prefix, PluginType type, String group, int order) {
        own(prefix, type)
                .filter(own -> !own.names().isEmpty())
                .ifPresentOrElse(own -> def.embed(prefix, group, order, own), () -> undescribed.add(prefix));
    }

    /** Nothing for a plugin that is not installed, or not in this version: the checks of its keys tell. */
    private Optional<ConfigDef> own(String prefix, PluginType type) {
        var name = config.getOrDefault(prefix + "type", "");
        try {
            var range = VersionRange.parse(config.getOrDefault(prefix + "plugin.version", ""));
            var plugin = plugins.newInstance(type, ConnectPlugin.class, name, range);
            return Optional.ofNullable(ContextLoader.call(plugin.loader(), plugin.instance()::config));
        } catch (RequestException.Invalid e) {
            return Optional.empty();
        }
    }
}
