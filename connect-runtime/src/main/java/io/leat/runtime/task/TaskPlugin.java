package io.leat.runtime.task;

import io.leat.runtime.metrics.TaskMetrics;
import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.plugin.Plugins.Plugin;
import io.leat.runtime.plugin.VersionRange;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;

/** An instance of the class that {@code task.class} names, and the loader of its connector. */
record TaskPlugin(Task task, Plugin<?> connector) {

    private static final String CONNECTOR = "connector.class";
    private static final String VERSION = "connector.plugin.version";
    private static final String TASK = "task.class";

    static <C> TaskPlugin of(Plugins plugins, PluginType type, Class<C> contract, TaskSpec spec) {
        var connector = plugins.newInstance(
                type, contract, required(spec.connectorConfig(), CONNECTOR), range(spec.connectorConfig()));
        var taskClass = plugins.loadBeside(connector, required(spec.taskConfig(), TASK));
        try {
            var task = ContextLoader.<Task, ReflectiveOperationException>call(
                    connector.loader(),
                    () -> taskClass
                            .asSubclass(Task.class)
                            .getDeclaredConstructor()
                            .newInstance());
            return new TaskPlugin(task, connector);
        } catch (InvocationTargetException e) {
            throw new ConnectException("The task class " + taskClass.getName() + " could not be made.", e.getCause());
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new ConnectException(
                    "The task class " + taskClass.getName()
                            + " is not a task of Kafka Connect with a public constructor without parameters.",
                    e);
        }
    }

    ClassLoader loader() {
        return connector.loader();
    }

    String version() {
        return String.valueOf(task.version());
    }

    void describeTo(TaskMetrics<?> metrics) {
        metrics.describe(
                connector.className(), connector.version(), task.getClass().getName(), version());
    }

    private static String required(Map<String, String> config, String key) {
        var value = config.get(key);
        if (value == null || value.isBlank()) {
            throw new ConfigException("Missing required configuration \"" + key + "\" which has no default value.");
        }
        return value.strip();
    }

    private static VersionRange range(Map<String, String> config) {
        var range = config.getOrDefault(VERSION, "").strip();
        return range.isEmpty() ? VersionRange.LATEST : VersionRange.parse(range);
    }
}
