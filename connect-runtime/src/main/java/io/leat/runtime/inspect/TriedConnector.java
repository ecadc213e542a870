package io.leat.runtime.inspect;

import io.leat.runtime.config.ConnectorKeys;
import io.leat.runtime.config.ResolvedConfig;
import io.leat.runtime.config.SecretMask;
import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.Plugins.Plugin;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.connector.ConnectorContext;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkConnectorContext;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * A connector that is tried, and what it is told of its host.
 *
 * @param config with the secrets it needs
 */
record TriedConnector(Plugin<Connector> plugin, ResolvedConfig config, SecretMask mask) {

    boolean isSource() {
        return plugin.instance() instanceof SourceConnector;
    }

    Redaction redaction() {
        return new Redaction(mask::apply);
    }

    /** The code that a started connector is there for. */
    @FunctionalInterface
    interface Body {

        void run(Task task, Map<String, String> taskConfig) throws Exception;
    }

    /** Starts the connector, makes its first task, not started, hands it over and stops the connector again. */
    void withTask(PluginMetrics metrics, Body body) throws Exception {
        ContextLoader.<Boolean, Exception>call(plugin.loader(), () -> {
            var connector = plugin.instance();
            connector.initialize(context(metrics));
            connector.start(config.values());
            try {
                body.run(task(connector), taskConfig(connector));
            } finally {
                connector.stop();
            }
            return true;
        });
    }

    private static Task task(Connector connector) throws ReflectiveOperationException {
        return connector.taskClass().getDeclaredConstructor().newInstance();
    }

    private Map<String, String> taskConfig(Connector connector) {
        var configs = connector.taskConfigs(1);
        if (configs == null || configs.isEmpty()) {
            throw new ConnectException("the connector has no work for a task: taskConfigs() is empty");
        }
        var first = new HashMap<>(configs.get(0));
        first.put(ConnectorKeys.TASK_CLASS, connector.taskClass().getName());
        if (connector instanceof SinkConnector) {
            first.putIfAbsent("topics", config.values().getOrDefault("topics", ""));
        }
        return first;
    }

    private ConnectorContext context(PluginMetrics metrics) {
        return isSource() ? new ForSource(metrics) : new ForSink(metrics);
    }

    private record ForSource(PluginMetrics pluginMetrics) implements SourceConnectorContext {

        @Override
        public OffsetStorageReader offsetStorageReader() {
            return NoOffsets.INSTANCE;
        }

        @Override
        public void requestTaskReconfiguration() {
            // A preview shows one division of work.
        }

        @Override
        public void raiseError(Exception e) {
            throw new ConnectException(e);
        }
    }

    private record ForSink(PluginMetrics pluginMetrics) implements SinkConnectorContext {

        @Override
        public void requestTaskReconfiguration() {
            // As for sources.
        }

        @Override
        public void raiseError(Exception e) {
            throw new ConnectException(e);
        }
    }
}
