package io.leat.runtime.config;

import io.leat.runtime.RequestException;
import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.Plugins.Plugin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills in what configurations refer to, at the moment of use: what is stored and shown keeps the references.
 *
 * <p>A reference to a provider that is not configured stays as it stands, as in Kafka Connect, because connectors use the
 * same notation for templates of their own ({@code ${date:now}}); only the names under which Kafka's own providers
 * usually go are taken for a mistake.
 */
public final class ConfigProviders implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigProviders.class);
    private static final Set<String> USUAL = Set.of("file", "directory", "dir", "env");

    private final Map<String, Plugin<ConfigProvider>> providers;

    private ConfigProviders(Map<String, Plugin<ConfigProvider>> providers) {
        this.providers = Map.copyOf(providers);
    }

    /** @throws ConfigProblemsException if one cannot be made or refuses its parameters */
    public static ConfigProviders open(Map<String, WorkerSettings.Provider> settings, Plugins plugins) {
        var providers = new LinkedHashMap<String, Plugin<ConfigProvider>>();
        var problems = new ArrayList<Problem>();
        settings.forEach((name, provider) -> {
            try {
                providers.put(name, open(provider, plugins));
            } catch (RuntimeException e) {
                var mask = SecretMask.of(provider.parameters().values());
                LOG.debug("Config provider {} cannot be used: {}", name, mask.trace(e));
                problems.add(
                        new Problem("config.providers." + name + ".class", mask.apply(String.valueOf(e.getMessage()))));
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigProblemsException(problems);
        }
        return new ConfigProviders(providers);
    }

    private static Plugin<ConfigProvider> open(WorkerSettings.Provider provider, Plugins plugins) {
        var plugin = plugins.newInstance(PluginType.CONFIG_PROVIDER, ConfigProvider.class, provider.className());
        ContextLoader.run(plugin.loader(), () -> plugin.instance().configure(provider.parameters()));
        return plugin;
    }

    /** @throws RequestException.Invalid naming the key and the reference that cannot be resolved */
    public ResolvedConfig resolve(Map<String, String> config) {
        var values = new HashMap<String, String>();
        var references = new HashMap<String, String>();
        config.forEach((key, value) ->
                values.put(key, ConfigReference.replace(value, reference -> resolve(key, reference, references))));
        return new ResolvedConfig(values, references);
    }

    private String resolve(String key, ConfigReference reference, Map<String, String> references) {
        var provider = providers.get(reference.provider());
        if (provider == null) {
            return unconfigured(key, reference);
        }
        var value = read(key, reference, provider);
        if (value == null) {
            throw new RequestException.Invalid("Cannot resolve " + reference + " in configuration " + key
                    + ": config provider '" + reference.provider() + "' has no such key");
        }
        references.put(reference.toString(), value);
        return value;
    }

    private static @Nullable String read(String key, ConfigReference reference, Plugin<ConfigProvider> provider) {
        try {
            var data = ContextLoader.call(
                    provider.loader(), () -> provider.instance().get(reference.path(), Set.of(reference.key())));
            return data.data().get(reference.key());
        } catch (RuntimeException e) {
            LOG.debug(
                    "Config provider {} has failed with {}",
                    reference.provider(),
                    e.getClass().getName());
            throw new RequestException.Invalid("Cannot resolve " + reference + " in configuration " + key
                    + ": config provider '" + reference.provider() + "' has failed with "
                    + e.getClass().getSimpleName());
        }
    }

    private static String unconfigured(String key, ConfigReference reference) {
        if (USUAL.contains(reference.provider())) {
            throw new RequestException.Invalid("Cannot resolve " + reference + " in configuration " + key
                    + ": no config provider '" + reference.provider()
                    + "' is configured; name it in the worker's config.providers");
        }
        return reference.toString();
    }

    @Override
    public void close() {
        providers.forEach((name, provider) -> {
            var context = ContextLoader.of(provider.loader());
            try {
                provider.instance().close();
            } catch (IOException | RuntimeException e) {
                LOG.warn("Config provider {} does not close", name, e);
            } finally {
                context.close();
            }
        });
    }
}
