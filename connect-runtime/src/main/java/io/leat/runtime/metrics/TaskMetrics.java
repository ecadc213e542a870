package io.leat.runtime.metrics;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.Metrics.Kind;
import io.leat.runtime.Metrics.Sample;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All figures of one task. @param <F> those of its direction */
public final class TaskMetrics<F extends FlowMetrics> {

    private final Map<String, String> labels;
    private final String group;
    private final CommonMetrics common;
    private final ErrorMetrics errors;
    private final F flow;
    private final TaskPluginMetrics plugins;
    private volatile Map<String, String> plugin = Map.of();

    private TaskMetrics(ConnectorTaskId id, String group, F flow, Clock clock) {
        var ordered = new LinkedHashMap<String, String>();
        ordered.put("connector", id.connector());
        ordered.put("task", Integer.toString(id.task()));
        this.labels = ordered;
        this.group = group;
        this.flow = flow;
        this.common = new CommonMetrics(clock);
        this.errors = new ErrorMetrics(clock);
        this.plugins = new TaskPluginMetrics(labels);
    }

    public static TaskMetrics<SourceMetrics> source(ConnectorTaskId id, Clock clock) {
        return new TaskMetrics<>(id, "source_task", new SourceMetrics(clock), clock);
    }

    public static TaskMetrics<SinkMetrics> sink(ConnectorTaskId id, Clock clock) {
        return new TaskMetrics<>(id, "sink_task", new SinkMetrics(clock), clock);
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

    /** Names what runs in the task, shown as labels of one sample. */
    public void describe(String taskClass, String version) {
        var all = new LinkedHashMap<>(labels);
        all.put("task_class", taskClass);
        all.put("task_version", version);
        plugin = all;
    }

    /** Adds the present figures to the list. */
    public void addTo(List<Sample> list) {
        common.addTo(new Samples("connector_task", labels, list));
        flow.addTo(new Samples(group, labels, list));
        errors.addTo(new Samples("task_error", labels, list));
        if (!plugin.isEmpty()) {
            list.add(new Sample("leat_connector_task_info", "What runs in the task.", Kind.GAUGE, plugin, 1));
        }
        plugins.addTo(list);
    }
}
