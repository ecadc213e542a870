package io.leat.runtime.config;

import io.leat.runtime.RequestException;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.VersionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The plugins that a connector's configuration comes to at one moment, by the loaders of their classes: another loader
 * means that the plugin was replaced, or that another version is the highest now.
 *
 * @param loaders in the order of the configuration's keys; empty for what is not installed
 */
public record UsedPlugins(List<Optional<ClassLoader>> loaders) {

    public UsedPlugins {
        loaders = List.copyOf(loaders);
    }

    /** @param worker the worker's own converters, for a connector that names none */
    public static UsedPlugins of(Map<String, String> config, Map<String, String> worker, Plugins plugins) {
        var loaders = new ArrayList<Optional<ClassLoader>>();
        loaders.add(connector(config, plugins));
        for (var converter : ConverterDefinition.KEYS) {
            var source = config.containsKey(converter.getKey()) ? config : worker;
            loaders.add(named(converter.getKey(), converter.getKey() + ".", converter.getValue(), source, plugins));
        }
        for (var alias : aliases(config, ConnectorKeys.TRANSFORMS)) {
            var prefix = ConnectorKeys.TRANSFORMS + "." + alias + ".";
            loaders.add(named(prefix + "type", prefix, PluginType.TRANSFORMATION, config, plugins));
        }
        for (var alias : aliases(config, ConnectorKeys.PREDICATES)) {
            var prefix = ConnectorKeys.PREDICATES + "." + alias + ".";
            loaders.add(named(prefix + "type", prefix, PluginType.PREDICATE, config, plugins));
        }
        return new UsedPlugins(loaders);
    }

    /** Whether all of it is installed. */
    public boolean areInstalled() {
        return loaders.stream().allMatch(Optional::isPresent);
    }

    private static Optional<ClassLoader> connector(Map<String, String> config, Plugins plugins) {
        var name = config.getOrDefault(ConnectorKeys.CONNECTOR_CLASS, "").trim();
        try {
            return plugins.typeOf(name)
                    .flatMap(type -> loader(type, name, config.get(ConnectorKeys.CONNECTOR_VERSION), plugins));
        } catch (RequestException.Invalid e) {
            return Optional.empty(); // the name is ambiguous
        }
    }

    private static Optional<ClassLoader> named(
            String key, String prefix, PluginType type, Map<String, String> config, Plugins plugins) {
        var name = config.getOrDefault(key, "").trim();
        try {
            return loader(type, name, config.get(prefix + "plugin.version"), plugins);
        } catch (RequestException.Invalid e) {
            return Optional.empty(); // no range of versions
        }
    }

    private static Optional<ClassLoader> loader(
            PluginType type, String name, @Nullable String version, Plugins plugins) {
        return plugins.loaderOf(type, name, VersionRange.parse(version == null ? "" : version));
    }

    private static List<String> aliases(Map<String, String> config, String key) {
        return List.of(config.getOrDefault(key, "").split(",", -1)).stream()
                .map(String::trim)
                .filter(alias -> !alias.isEmpty())
                .distinct()
                .toList();
    }
}
