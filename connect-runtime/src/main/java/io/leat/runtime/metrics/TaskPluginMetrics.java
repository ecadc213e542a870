package io.leat.runtime.metrics;

import io.leat.runtime.Metrics.Kind;
import io.leat.runtime.Metrics.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Monitorable;
import org.apache.kafka.common.metrics.PluginMetrics;

/**
 * The figures that a task and its plugins keep of themselves (KIP-877): in JMX under {@code type=plugins}, to Prometheus
 * as {@code leat_plugin_<name>}, with the plugin's tags beside connector and task; values that are not numbers are left
 * out there.
 */
public final class TaskPluginMetrics implements AutoCloseable {

    private static final String LAG = "source-lag-";
    private static final Set<String> LAG_UNITS = Set.of("records", "bytes", "files", "ms");

    private final Map<String, String> tags;
    private final Metrics metrics;
    private final UnaryOperator<String> mask;
    private final Queue<OwnMetrics> all = new ConcurrentLinkedQueue<>();

    /**
     * @param metrics shared by all tasks, so that reporters see the figures of all
     * @param mask takes the secrets of the task's configuration out of a text
     */
    TaskPluginMetrics(Map<String, String> tags, Metrics metrics, UnaryOperator<String> mask) {
        this.tags = tags;
        this.metrics = metrics;
        this.mask = mask;
    }

    /** For the task itself. */
    public PluginMetrics ofTask() {
        return own(tags);
    }

    /** Hands the plugin its metrics if it wants any. */
    void offer(PluginRole role, Object plugin) {
        if (plugin instanceof Monitorable monitorable) {
            var all = new LinkedHashMap<>(tags);
            all.put(role.kind(), role.name());
            monitorable.withPluginMetrics(own(all));
        }
    }

    private PluginMetrics own(Map<String, String> under) {
        var own = new OwnMetrics(under, metrics);
        all.add(own);
        return new MaskedMetrics(own, mask);
    }

    void addTo(List<Sample> list) {
        for (var own : all) {
            own.forEach((name, value) -> list.add(new Sample(
                    "leat_plugin_" + prometheus(name.name()), name.description(), Kind.GAUGE, name.tags(), value)));
        }
    }

    /**
     * What the connector says it is behind by: its metrics of the names {@code source-lag-records}, {@code
     * source-lag-bytes}, {@code source-lag-files} and {@code source-lag-ms}, by the last part of the name.
     */
    public Map<String, Double> lag() {
        var lag = new TreeMap<String, Double>();
        for (var own : all) {
            own.forEach((name, value) -> {
                var unit = name.name().startsWith(LAG) ? name.name().substring(LAG.length()) : "";
                if (LAG_UNITS.contains(unit)) {
                    lag.merge(unit, value, Double::sum);
                }
            });
        }
        return lag;
    }

    private static String prometheus(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }

    @Override
    public void close() {
        all.forEach(OwnMetrics::close);
        all.clear();
    }
}
