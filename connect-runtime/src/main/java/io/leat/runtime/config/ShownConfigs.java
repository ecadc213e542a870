package io.leat.runtime.config;

import io.leat.runtime.RequestException;
import io.leat.runtime.plugin.Plugins;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stored configurations as they are shown, with {@value SecretMask#HIDDEN} in place of secrets, and the way back: what was
 * shown, edited and sent again gets its secrets from what is stored. Safe for use from any thread.
 */
public final class ShownConfigs {

    private static final int MOST_REMEMBERED = 1_000;

    private final ConnectorConfigs connectors;
    private final Plugins plugins;
    private final Limit limit;
    private final Map<String, Judged> judged = new ConcurrentHashMap<>();

    /** The judgement stands as long as the configuration does, so that lists need not ask every plugin again. */
    private record Judged(Map<String, String> config, SecretKeys keys) {

        @Override
        public String toString() {
            return "Judged[" + config.keySet() + "]";
        }
    }

    /** Runs a plugin's code for a limited time. */
    public interface Limit {

        /**
         * @param kind what it does with which class: those alike share their threads
         * @param doing for the message of the exception
         * @throws RequestException.TimedOut if the code has not returned by then
         */
        void run(String kind, String doing, Runnable code);
    }

    public ShownConfigs(ConnectorConfigs connectors, Plugins plugins, Limit limit) {
        this.connectors = connectors;
        this.plugins = plugins;
        this.limit = limit;
    }

    /** A connector's configuration without its secrets. */
    public Map<String, String> show(Map<String, String> config) {
        return keys(config).hideIn(config);
    }

    /**
     * A task's configuration without secrets: settings are judged as the connector's, and in what the connector made up
     * itself its secrets are masked wherever they occur.
     */
    public Map<String, String> showTask(Map<String, String> connector, Map<String, String> task) {
        var keys = keys(connector);
        var mask = SecretMask.of(keys.secrets(connector).stream()
                .filter(secret -> !ConfigReference.isOne(secret))
                .toList());
        var shown = new HashMap<>(keys.hideIn(task));
        shown.replaceAll((key, value) ->
                value.equals(connector.get(key)) || ConfigReference.isOne(value) ? value : mask.apply(value));
        return shown;
    }

    /**
     * Puts stored secrets where {@value SecretMask#HIDDEN} was sent for them. What is not stored stays as it was sent; the
     * validation of the configuration tells.
     *
     * @param stored the connector's present configuration, empty if it has none
     * @throws RequestException.Invalid if a secret would become visible, because it is none for the new connector class
     */
    public Map<String, String> restore(Map<String, String> sent, Map<String, String> stored) {
        if (sent.values().stream().noneMatch(ShownConfigs::isHidden)) {
            return sent;
        }
        var before = keys(stored);
        var now = keys(sent);
        var restored = new LinkedHashMap<>(sent);
        restored.replaceAll((key, value) -> {
            var secret = stored.get(key);
            if (!isHidden(value) || secret == null) {
                return value;
            }
            if (!now.isSecret(key) && before.isSecret(key)) {
                throw new RequestException.Invalid("The stored value of " + key + " is a secret, which the new"
                        + " configuration would show: send the value itself in place of " + SecretMask.HIDDEN
                        + ", or leave the key out");
            }
            return now.isSecret(key) ? secret : value;
        });
        return restored;
    }

    static boolean isHidden(String value) {
        return value.strip().equals(SecretMask.HIDDEN);
    }

    private SecretKeys keys(Map<String, String> config) {
        var name = config.getOrDefault(ConnectorKeys.NAME, "");
        var known = judged.get(name);
        if (known != null && known.config().equals(config)) {
            return known.keys();
        }
        try {
            limit.run(
                    "judging settings of " + config.getOrDefault(ConnectorKeys.CONNECTOR_CLASS, ""),
                    "asking the plugins of connector " + name + " which settings are secret",
                    () -> judge(name, config));
        } catch (RequestException.TimedOut e) {
            return SecretKeys.all();
        } catch (RuntimeException | Error e) {
            return SecretKeys.byName(); // not installed, or broken: asked again the next time
        }
        var now = judged.get(name);
        return now != null && now.config().equals(config) ? now.keys() : SecretKeys.all();
    }

    private void judge(String name, Map<String, String> config) {
        var keys = SecretKeys.of(connectors.connector(config), config, plugins);
        if (judged.size() >= MOST_REMEMBERED) {
            judged.clear();
        }
        judged.put(name, new Judged(Map.copyOf(config), keys));
    }
}
