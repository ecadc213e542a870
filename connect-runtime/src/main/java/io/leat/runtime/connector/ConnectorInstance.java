package io.leat.runtime.connector;

import io.leat.runtime.config.ConnectorKeys;
import io.leat.runtime.config.ResolvedConfig;
import io.leat.runtime.config.SecretMask;
import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.Plugins.Plugin;
import io.leat.runtime.state.SourceOffsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connector's object from its start to its stop. All methods run the plugin's code and may block. */
final class ConnectorInstance {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorInstance.class);
    private static final List<String> SINK_TOPICS = List.of(ConnectorKeys.TOPICS, ConnectorKeys.TOPICS_REGEX);

    private final String name;
    private final Plugin<Connector> plugin;
    private final ResolvedConfig config;
    private final HostContext context;

    private ConnectorInstance(String name, Plugin<Connector> plugin, ResolvedConfig config, HostContext context) {
        this.name = name;
        this.plugin = plugin;
        this.config = config;
        this.context = context;
    }

    /** What the connector may tell its host, on any thread. */
    interface Listener {
        void reconfigurationRequested(ConnectorInstance from);

        void errorRaised(ConnectorInstance from, Exception error);
    }

    /** Not started yet. */
    static ConnectorInstance create(
            String name,
            Plugin<Connector> plugin,
            ResolvedConfig config,
            SourceOffsets offsets,
            Metrics metrics,
            SecretMask mask,
            Listener listener) {
        var context = HostContext.create(name, plugin.instance(), offsets.of(config.values()), metrics, mask);
        var instance = new ConnectorInstance(name, plugin, config, context);
        context.attach(instance, listener);
        return instance;
    }

    void start() {
        ContextLoader.run(plugin.loader(), () -> {
            plugin.instance().initialize(context.forPlugin());
            plugin.instance().start(config.values());
        });
    }

    String version() {
        return plugin.version();
    }

    /**
     * The tasks' configurations as they are to be stored: with {@code task.class}, and with references to secrets in place
     * of the secrets.
     */
    List<Map<String, String>> taskConfigs() {
        var max = Integer.parseInt(setting(ConnectorKeys.TASKS_MAX, "1"));
        var answered =
                ContextLoader.call(plugin.loader(), () -> plugin.instance().taskConfigs(max));
        if (answered == null) {
            throw new ConnectException(plugin.className() + ".taskConfigs() has returned null");
        }
        if (answered.size() > max) {
            var tooMany = new TooManyTasksException(name, answered.size(), max);
            if (!setting(ConnectorKeys.TASKS_MAX_ENFORCE, "true").equalsIgnoreCase("false")) {
                throw tooMany;
            }
            LOG.warn("{}", tooMany.getMessage());
        }
        var taskClass =
                ContextLoader.call(plugin.loader(), () -> plugin.instance().taskClass());
        var configs = new ArrayList<Map<String, String>>();
        answered.forEach(own -> configs.add(taskConfig(own, taskClass.getName())));
        return configs;
    }

    private String setting(String key, String otherwise) {
        return config.values().getOrDefault(key, otherwise).trim();
    }

    private Map<String, String> taskConfig(Map<String, String> own, String taskClass) {
        var task = new LinkedHashMap<>(own);
        task.values().removeIf(Objects::isNull);
        task.put(ConnectorKeys.TASK_CLASS, taskClass);
        if (plugin.instance() instanceof SinkConnector) {
            for (var key : SINK_TOPICS) {
                if (config.values().containsKey(key)) {
                    task.put(key, config.values().get(key));
                }
            }
        }
        return config.hideIn(task);
    }

    /** Nothing that the object says afterwards reaches the listener, even if the plugin throws. */
    void stop() {
        context.detach();
        try {
            ContextLoader.run(plugin.loader(), plugin.instance()::stop);
        } finally {
            context.close();
        }
    }
}
