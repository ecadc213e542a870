package io.leat.runtime.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;

/**
 * What a plugin is given to register metrics with. Names, descriptions, tags and values that are texts lose the secrets of
 * the connector's configuration before anybody can see them.
 *
 * @param mask takes the secrets out of a text
 */
public record MaskedMetrics(PluginMetrics metrics, UnaryOperator<String> mask) implements PluginMetrics {

    @Override
    public MetricName metricName(String name, String description, LinkedHashMap<String, String> tags) {
        return metrics.metricName(mask.apply(name), mask.apply(description), masked(tags));
    }

    private LinkedHashMap<String, String> masked(Map<String, String> tags) {
        var masked = new LinkedHashMap<String, String>();
        tags.forEach((tag, value) -> masked.put(mask.apply(tag), mask.apply(value)));
        return masked;
    }

    /** For names that a plugin has made itself. */
    private MetricName masked(MetricName name) {
        return new MetricName(
                mask.apply(name.name()), mask.apply(name.group()), mask.apply(name.description()), masked(name.tags()));
    }

    @Override
    public void addMetric(MetricName name, MetricValueProvider<?> provider) {
        metrics.addMetric(masked(name), provider instanceof Gauge<?> gauge ? masked(gauge) : provider);
    }

    private Gauge<Object> masked(Gauge<?> gauge) {
        return (config, now) -> {
            Object value = gauge.value(config, now);
            return value instanceof CharSequence text ? mask.apply(text.toString()) : value;
        };
    }

    @Override
    public void removeMetric(MetricName name) {
        metrics.removeMetric(masked(name));
    }

    /** Names of sensors are shown to nobody. */
    @Override
    public Sensor addSensor(String name) {
        return metrics.addSensor(name);
    }

    @Override
    public void removeSensor(String name) {
        metrics.removeSensor(name);
    }

    /** Without the plugin's metrics. */
    @Override
    public String toString() {
        return "MaskedMetrics";
    }
}
