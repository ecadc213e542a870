package io.leat.runtime.metrics;

import io.leat.runtime.Metrics.Kind;
import io.leat.runtime.Metrics.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Monitorable;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;

/**
 * The figures that a task's plugins keep of themselves (KIP-877). They are shown as {@code leat_plugin_<name>} with the
 * plugin's tags beside connector and task; values that are not numbers are left out.
 */
public final class TaskPluginMetrics implements PluginMetrics, AutoCloseable {

    private final Map<String, String> labels;
    private final Metrics metrics = new Metrics();
    private final Set<MetricName> names = ConcurrentHashMap.newKeySet();
    private final Set<String> sensors = ConcurrentHashMap.newKeySet();

    TaskPluginMetrics(Map<String, String> labels) {
        this.labels = labels;
    }

    /** Hands the plugin its metrics if it wants any. */
    public void offerTo(Object plugin) {
        if (plugin instanceof Monitorable monitorable) {
            monitorable.withPluginMetrics(this);
        }
    }

    @Override
    public MetricName metricName(String name, String description, LinkedHashMap<String, String> tags) {
        var all = new LinkedHashMap<>(labels);
        all.putAll(tags);
        return metrics.metricName(name, "plugins", description, all);
    }

    @Override
    public void addMetric(MetricName name, MetricValueProvider<?> provider) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("There is already a metric " + name + ".");
        }
        metrics.addMetric(name, new MetricConfig(), provider);
    }

    @Override
    public void removeMetric(MetricName name) {
        if (!names.remove(name)) {
            throw new IllegalArgumentException("There is no metric " + name + " of this plugin.");
        }
        metrics.removeMetric(name);
    }

    @Override
    public Sensor addSensor(String name) {
        if (!sensors.add(name)) {
            throw new IllegalArgumentException("There is already a sensor " + name + ".");
        }
        return metrics.sensor(name);
    }

    @Override
    public void removeSensor(String name) {
        if (!sensors.remove(name)) {
            throw new IllegalArgumentException("There is no sensor " + name + " of this plugin.");
        }
        metrics.removeSensor(name);
    }

    void addTo(List<Sample> list) {
        metrics.metrics().forEach((name, metric) -> {
            if (name.group().equals("plugins") && metric.metricValue() instanceof Number value) {
                list.add(new Sample(
                        "leat_plugin_" + prometheus(name.name()),
                        name.description(),
                        Kind.GAUGE,
                        name.tags(),
                        value.doubleValue()));
            }
        });
    }

    private static String prometheus(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }

    @Override
    public void close() {
        metrics.close();
    }
}
