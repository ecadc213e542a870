package io.leat.runtime.client;

import io.leat.runtime.RequestException;
import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.Plugins.Plugin;
import java.util.Map;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the classes that a connector's client settings name: in full beside the connector, as Kafka's clients do, which
 * includes Kafka's own; else, in full or by simple name, among the plugins, so that an extension in a folder of its own serves
 * all connectors.
 *
 * @param connector whose loader looks first
 */
public record ClientClasses(Plugins plugins, Plugin<?> connector) {

    private static final Logger LOG = LoggerFactory.getLogger(ClientClasses.class);

    /** @throws ConfigException naming the key, if there is no such class, or it refuses its settings */
    <T extends Configurable> Plugin<T> make(
            String key, PluginType type, Class<T> contract, String name, Map<String, String> settings) {
        try {
            var made = find(type, contract, name);
            configure(made, settings);
            return made;
        } catch (RequestException.Invalid | ClassCastException | ReflectiveOperationException | LinkageError e) {
            throw new ConfigException(key, name, "It cannot be used: " + e.getMessage());
        }
    }

    private <T> Plugin<T> find(PluginType type, Class<T> contract, String name) throws ReflectiveOperationException {
        try {
            var beside = plugins.loadBeside(connector, name).asSubclass(contract);
            var instance = ContextLoader.<T, ReflectiveOperationException>call(
                    connector.loader(), () -> beside.getDeclaredConstructor().newInstance());
            return new Plugin<>(instance, connector.loader(), name, "undefined");
        } catch (RequestException.Invalid e) {
            LOG.debug("{} is not beside {}", name, connector.className());
            return plugins.newInstance(type, contract, name);
        }
    }

    private static <T extends Configurable> void configure(Plugin<T> made, Map<String, String> settings) {
        try {
            ContextLoader.run(made.loader(), () -> made.instance().configure(settings));
        } catch (RuntimeException e) {
            close(made);
            throw e;
        }
    }

    /** Closes what was made, if it can be closed; a failure is logged. */
    static void close(Plugin<?> made) {
        if (made.instance() instanceof AutoCloseable closeable) {
            try {
                ContextLoader.<Object, Exception>call(made.loader(), () -> {
                    closeable.close();
                    return made;
                });
            } catch (Exception e) {
                LOG.warn(
                        "{} failed to close: {}", made.className(), e.getClass().getName());
            }
        }
    }
}
