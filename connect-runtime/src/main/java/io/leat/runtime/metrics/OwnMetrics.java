package io.leat.runtime.metrics;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metrics that one plugin registers under its tags, in a registry that it shares with others. */
final class OwnMetrics implements PluginMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(OwnMetrics.class);
    private static final String GROUP = "plugins";

    private final Map<String, String> tags;
    private final Metrics metrics;
    private final Set<MetricName> named = ConcurrentHashMap.newKeySet();
    private final Set<MetricName> added = ConcurrentHashMap.newKeySet();
    private final Set<String> sensors = ConcurrentHashMap.newKeySet();
    private final PatientReading reading = new PatientReading(this::read);
    private volatile boolean closed;

    OwnMetrics(Map<String, String> tags, Metrics metrics) {
        this.tags = tags;
        this.metrics = metrics;
    }

    @Override
    public MetricName metricName(String name, String description, LinkedHashMap<String, String> further) {
        checkOpen();
        var all = new LinkedHashMap<>(tags);
        for (var tag : further.entrySet()) {
            if (all.putIfAbsent(tag.getKey(), tag.getValue()) != null) {
                throw new IllegalArgumentException("The tag " + tag.getKey() + " is set by the worker.");
            }
        }
        var metric = metrics.metricName(name, GROUP, description, all);
        named.add(metric);
        return metric;
    }

    @Override
    public void addMetric(MetricName name, MetricValueProvider<?> provider) {
        checkOpen();
        if (!added.add(name)) {
            throw new IllegalArgumentException("There is already a metric " + name + ".");
        }
        metrics.addMetric(name, new MetricConfig(), provider);
    }

    @Override
    public void removeMetric(MetricName name) {
        if (!added.remove(name)) {
            throw new IllegalArgumentException("There is no metric " + name + " of this plugin.");
        }
        named.remove(name);
        metrics.removeMetric(name);
    }

    @Override
    public Sensor addSensor(String name) {
        checkOpen();
        if (!sensors.add(name)) {
            throw new IllegalArgumentException("There is already a sensor " + name + ".");
        }
        return metrics.sensor(inRegistry(name));
    }

    @Override
    public void removeSensor(String name) {
        if (!sensors.remove(name)) {
            throw new IllegalArgumentException("There is no sensor " + name + " of this plugin.");
        }
        metrics.removeSensor(inRegistry(name));
    }

    /** Sensors of one registry share a space of names, in which two plugins may not meet. */
    private String inRegistry(String sensor) {
        return tags + sensor;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("The plugin was closed, and its metrics with it.");
        }
    }

    /** The values that are numbers, whether added by themselves or by a sensor; a moment old if the plugin hangs. */
    void forEach(BiConsumer<MetricName, Double> receiver) {
        if (!named.isEmpty()) {
            reading.read().forEach(receiver);
        }
    }

    private Map<MetricName, Double> read() {
        var values = new HashMap<MetricName, Double>();
        for (var name : named) {
            try {
                var metric = metrics.metric(name);
                if (metric != null && metric.metricValue() instanceof Number value) {
                    values.put(name, value.doubleValue());
                }
            } catch (RuntimeException | LinkageError e) {
                LOG.debug(
                        "A plugin could not tell its metric {}: {}",
                        name.name(),
                        e.getClass().getName());
            }
        }
        return values;
    }

    void close() {
        closed = true;
        sensors.forEach(name -> metrics.removeSensor(inRegistry(name)));
        named.forEach(metrics::removeMetric);
    }
}
