package io.leat.runtime.metrics;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.ConnectorType;
import io.leat.runtime.Metrics.Kind;
import io.leat.runtime.Metrics.Sample;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

/**
 * All figures of one task, on show from the beginning until they are closed. Safe for use from any thread.
 *
 * @param <F> those of its direction
 */
public final class TaskMetrics<F extends FlowMetrics> implements AutoCloseable {

    private final Map<String, String> tags;
    private final CommonMetrics common;
    private final ErrorMetrics errors;
    private final F flow;
    private final TaskPluginMetrics plugins;
    private final TaskDescription description = new TaskDescription();
    private final Registry registry;
    private final List<Figures> figures;
    private final Queue<Registry.Shown> shown = new ConcurrentLinkedQueue<>();

    private TaskMetrics(
            ConnectorTaskId id,
            ConnectorType type,
            F flow,
            Clock clock,
            Registry registry,
            UnaryOperator<String> mask) {
        var ordered = new LinkedHashMap<String, String>();
        ordered.put("connector", id.connector());
        ordered.put("task", Integer.toString(id.task()));
        this.tags = ordered;
        this.flow = flow;
        this.registry = registry;
        this.common = new CommonMetrics(clock);
        this.errors = new ErrorMetrics(clock);
        this.plugins = new TaskPluginMetrics(tags, registry.forPlugins(), mask);
        description.put("connector-type", type.name().toLowerCase(Locale.ROOT));
        var all = new Figures("connector-task-metrics", tags);
        common.describe(all);
        description.describe(all);
        this.figures = List.of(all, flow.describe(tags), errors.describe(new Figures("task-error-metrics", tags)));
        shown.add(registry.show(figures));
    }

    /** @param mask takes the secrets of the task's configuration out of what plugins name their metrics */
    public static TaskMetrics<SourceMetrics> source(
            ConnectorTaskId id, Clock clock, Registry registry, UnaryOperator<String> mask) {
        return new TaskMetrics<>(id, ConnectorType.SOURCE, new SourceMetrics(clock), clock, registry, mask);
    }

    /** As {@link #source}. */
    public static TaskMetrics<SinkMetrics> sink(
            ConnectorTaskId id, Clock clock, Registry registry, UnaryOperator<String> mask) {
        return new TaskMetrics<>(id, ConnectorType.SINK, new SinkMetrics(clock), clock, registry, mask);
    }

    public CommonMetrics common() {
        return common;
    }

    public ErrorMetrics errors() {
        return errors;
    }

    public F flow() {
        return flow;
    }

    public TaskPluginMetrics plugins() {
        return plugins;
    }

    /** Names the connector and the task's own class. */
    public void describe(String connectorClass, String connectorVersion, String taskClass, String taskVersion) {
        description.put("connector-class", connectorClass);
        description.put("connector-version", connectorVersion);
        description.put("task-class", taskClass);
        description.put("task-version", taskVersion);
    }

    /** Names a plugin of the task, and hands it its metrics if it wants any. */
    public void uses(PluginRole role, Object plugin, String className, String version) {
        if (role.isConverter()) {
            description.put(role.name() + "-converter-class", className);
            description.put(role.name() + "-converter-version", version);
        } else {
            show(role, className, version);
        }
        plugins.offer(role, plugin);
    }

    private void show(PluginRole role, String className, String version) {
        var all = new LinkedHashMap<>(tags);
        all.put(role.kind(), role.name());
        var one = new Figures("connector-" + role.kind() + "-metrics", all)
                .word(role.kind() + "-class", "Class of the " + role.kind() + ".", () -> className)
                .word(role.kind() + "-version", "Version of the " + role.kind() + ".", () -> version);
        shown.add(registry.show(List.of(one)));
    }

    /** Adds the present figures to the list. */
    public void addTo(List<Sample> list) {
        figures.forEach(group -> group.addTo(list));
        if (!description.word("task-class").isEmpty()) {
            var labels = new LinkedHashMap<>(tags);
            labels.put("task_class", description.word("task-class"));
            labels.put("task_version", description.word("task-version"));
            list.add(new Sample("leat_connector_task_info", "What runs in the task.", Kind.GAUGE, labels, 1));
        }
        plugins.addTo(list);
    }

    /** Takes the figures back. */
    @Override
    public void close() {
        plugins.close();
        for (var each = shown.poll(); each != null; each = shown.poll()) {
            each.close();
        }
    }
}
