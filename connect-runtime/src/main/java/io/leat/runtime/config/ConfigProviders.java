package io.leat.runtime.config;

import io.leat.runtime.RequestException;
import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.Plugins.Plugin;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;
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

    private final Map<String, Provider> providers;

    /**
     * @param timeToLive of values for which the provider names none
     * @param allowed what it may read; empty if it is not to be told
     */
    private record Provider(
            Plugin<ConfigProvider> plugin, Optional<Duration> timeToLive, Optional<AllowList> allowed) {}

    private ConfigProviders(Map<String, Provider> providers) {
        this.providers = Map.copyOf(providers);
    }

    /** @throws ConfigProblemsException if one cannot be made, refuses its parameters or lacks its allow-list */
    public static ConfigProviders open(Map<String, WorkerSettings.Provider> settings, Plugins plugins) {
        var providers = new LinkedHashMap<String, Provider>();
        var problems = new ArrayList<Problem>();
        settings.forEach((name, provider) -> {
            try {
                providers.put(name, open(name, provider, plugins));
            } catch (ConfigProblemsException e) {
                problems.addAll(e.problems());
            } catch (RuntimeException e) {
                var mask = SecretMask.of(secrets(provider.parameters()));
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

    /** Anything that a provider is given may be a secret, but for what it may read. */
    private static List<String> secrets(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .filter(parameter -> !AllowList.PARAMETERS.contains(parameter.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Provider open(String name, WorkerSettings.Provider provider, Plugins plugins) {
        var plugin = plugins.newInstance(PluginType.CONFIG_PROVIDER, ConfigProvider.class, provider.className());
        var allowed = AllowList.of(name, plugin.instance(), provider.parameters());
        ContextLoader.run(plugin.loader(), () -> plugin.instance().configure(provider.parameters()));
        return new Provider(plugin, provider.timeToLive(), allowed);
    }

    /** @throws RequestException.Invalid naming the key and the reference that cannot be resolved */
    public ResolvedConfig resolve(Map<String, String> config) {
        var values = new HashMap<String, String>();
        var found = new Found(new HashMap<>(), new ArrayList<>());
        config.forEach((key, value) ->
                values.put(key, ConfigReference.replace(value, reference -> resolve(key, reference, found))));
        return new ResolvedConfig(
                values, found.references, found.timesToLive.stream().min(Comparator.naturalOrder()));
    }

    /** What the references of a configuration have come to so far. */
    private record Found(Map<String, String> references, List<Duration> timesToLive) {}

    private String resolve(String key, ConfigReference reference, Found found) {
        var provider = providers.get(reference.provider());
        if (provider == null) {
            return unconfigured(key, reference);
        }
        var data = read(key, reference, provider.plugin);
        var value = data.data().get(reference.key());
        if (value == null) {
            throw missing(key, reference, provider);
        }
        found.references.put(reference.toString(), value);
        timeToLive(data).or(provider::timeToLive).ifPresent(found.timesToLive::add);
        return value;
    }

    /** A file or a key that is not there may come, as a secret that is mounted late; what is forbidden stays so. */
    private static RequestException missing(String key, ConfigReference reference, Provider provider) {
        var message = "Cannot resolve " + reference + " in configuration " + key + ": config provider '"
                + reference.provider() + "' ";
        return provider.allowed
                .filter(allowed -> allowed.forbids(reference))
                .<RequestException>map(allowed -> new RequestException.Invalid(
                        message + "may not read this: the worker's " + allowed.key() + " does not name it"))
                .orElseGet(() -> new RequestException.Unreadable(message + "has no such key"));
    }

    private static Optional<Duration> timeToLive(ConfigData data) {
        return Optional.ofNullable(data.ttl()).map(Duration::ofMillis);
    }

    private static ConfigData read(String key, ConfigReference reference, Plugin<ConfigProvider> provider) {
        try {
            return ContextLoader.call(
                    provider.loader(), () -> provider.instance().get(reference.path(), Set.of(reference.key())));
        } catch (RuntimeException e) {
            LOG.debug(
                    "Config provider {} has failed with {}",
                    reference.provider(),
                    e.getClass().getName());
            throw new RequestException.Unreadable("Cannot resolve " + reference + " in configuration " + key
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
            var context = ContextLoader.of(provider.plugin.loader());
            try {
                provider.plugin.instance().close();
            } catch (IOException | RuntimeException e) {
                LOG.warn("Config provider {} does not close", name, e);
            } finally {
                context.close();
            }
        });
    }
}
