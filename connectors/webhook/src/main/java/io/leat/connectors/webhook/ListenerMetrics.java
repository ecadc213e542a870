package io.leat.connectors.webhook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;

/** Counts answers by what they mean, for the worker's metrics where it offers them (Kafka Connect 4.1 and later). */
final class ListenerMetrics {

    private final LongAdder accepted = new LongAdder();
    private final LongAdder unauthorized = new LongAdder();
    private final LongAdder tooLarge = new LongAdder();
    private final LongAdder unavailable = new LongAdder();
    private final LongAdder refused = new LongAdder();

    void register(SourceTaskContext context, ByteBudget budget) {
        PluginMetrics metrics;
        try {
            metrics = context.pluginMetrics();
        } catch (NoSuchMethodError | UnsupportedOperationException e) {
            return;
        }
        if (metrics != null) {
            figures(budget)
                    .forEach((name, value) ->
                            metrics.addMetric(metrics.metricName(name, "", new LinkedHashMap<>()), (Gauge<Long>)
                                    (config, now) -> value.getAsLong()));
        }
    }

    void answered(int status) {
        switch (status) {
            case 401 -> unauthorized.increment();
            case 413 -> tooLarge.increment();
            case 503 -> unavailable.increment();
            default -> (status < 300 ? accepted : refused).increment();
        }
    }

    /** Requests with a signature that is missing or wrong. */
    long unauthorizedTotal() {
        return unauthorized.sum();
    }

    private Map<String, LongSupplier> figures(ByteBudget budget) {
        var all = new LinkedHashMap<String, LongSupplier>();
        all.put("requests-accepted-total", accepted::sum);
        all.put("requests-unauthorized-total", unauthorized::sum);
        all.put("requests-too-large-total", tooLarge::sum);
        all.put("requests-unavailable-total", unavailable::sum);
        all.put("requests-refused-total", refused::sum);
        all.put("buffered-bytes", budget::used);
        all.put("source-lag-bytes", budget::used);
        return all;
    }
}
