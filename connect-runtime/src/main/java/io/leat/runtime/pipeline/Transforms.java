package io.leat.runtime.pipeline;

import io.leat.runtime.metrics.PluginRole;
import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.Plugins.Plugin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes the steps for {@code transforms} and {@code predicates} of a connector's configuration. */
final class Transforms<R extends ConnectRecord<R>> {

    private static final String PREDICATE = "predicate";
    private static final String NEGATE = "negate";

    private final Plugins plugins;
    private final Map<String, String> config;
    private final PluginUse made;

    /** @param made told of each plugin as soon as it exists, before it is configured */
    Transforms(Plugins plugins, Map<String, String> config, PluginUse made) {
        this.plugins = plugins;
        this.config = config;
        this.made = made;
    }

    List<Transform<R>> steps() {
        var steps = new ArrayList<Transform<R>>();
        for (var alias : Settings.list(config, "transforms")) {
            steps.add(step(alias));
        }
        return steps;
    }

    private Transform<R> step(String alias) {
        var settings = Settings.ofType("transforms." + alias + ".", config);
        var properties = new HashMap<>(settings.properties());
        var predicate = properties.remove(PREDICATE);
        var negate = Boolean.parseBoolean(properties.remove(NEGATE));
        @SuppressWarnings("unchecked") // Connect plugins do not declare which kind of record they take
        var type = (Class<Transformation<R>>) (Class<?>) Transformation.class;
        var transform = configured(PluginRole.transform(alias), PluginType.TRANSFORMATION, type, settings, properties);
        return new Transform<>(alias, transform, predicate(alias, predicate), negate);
    }

    private @Nullable Plugin<Predicate<R>> predicate(String transform, @Nullable String alias) {
        if (alias == null || alias.isBlank()) {
            return null;
        }
        if (!Settings.list(config, "predicates").contains(alias)) {
            throw new ConfigException("transforms." + transform + "." + PREDICATE + " names " + alias
                    + ", which is not among the predicates; add it to the setting predicates.");
        }
        var settings = Settings.ofType("predicates." + alias + ".", config);
        @SuppressWarnings("unchecked") // as above
        var type = (Class<Predicate<R>>) (Class<?>) Predicate.class;
        return configured(PluginRole.predicate(alias), PluginType.PREDICATE, type, settings, settings.properties());
    }

    private <T extends Configurable> Plugin<T> configured(
            PluginRole role, PluginType kind, Class<T> type, Settings settings, Map<String, String> properties) {
        var plugin = plugins.newInstance(kind, type, settings.className(), settings.version());
        made.made(role, plugin);
        ContextLoader.run(plugin.loader(), () -> plugin.instance().configure(properties));
        return plugin;
    }
}
