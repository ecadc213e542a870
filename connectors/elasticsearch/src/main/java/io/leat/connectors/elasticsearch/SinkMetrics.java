package io.leat.connectors.elasticsearch;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Counts what the sink does, for the worker's metrics where it offers them to connectors (Kafka Connect 4.1 and later). */
final class SinkMetrics {

    private final LongAdder requests = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder written = new LongAdder();
    private final LongAdder alreadyThere = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final AtomicInteger inFlight = new AtomicInteger();

    /** Makes the figures known to the worker. */
    void register(SinkTaskContext context) {
        PluginMetrics metrics;
        try {
            metrics = context.pluginMetrics();
        } catch (NoSuchMethodError | UnsupportedOperationException e) {
            return;
        }
        if (metrics != null) {
            figures()
                    .forEach((name, figure) -> metrics.addMetric(
                            metrics.metricName(name, figure.description, new LinkedHashMap<>()),
                            (Gauge<Long>) (config, now) -> figure.value.getAsLong()));
        }
    }

    void requestSent(List<ByteBuffer> lines) {
        requests.increment();
        lines.forEach(piece -> bytes.add(piece.remaining()));
        inFlight.incrementAndGet();
    }

    void requestAnswered(long nanosUnderWay) {
        nanos.add(nanosUnderWay);
        inFlight.decrementAndGet();
    }

    void written(boolean wasThereBefore) {
        (wasThereBefore ? alreadyThere : written).increment();
    }

    void putOff(int items) {
        retries.add(items);
    }

    void rejected() {
        rejected.increment();
    }

    private Map<String, Figure> figures() {
        var all = new LinkedHashMap<String, Figure>();
        all.put("bulk-requests-total", new Figure("Bulk requests sent.", requests::sum));
        all.put("bulk-bytes-total", new Figure("Bytes of these requests before compression.", bytes::sum));
        all.put("bulk-time-ms-total", new Figure("Time the requests took.", () -> nanos.sum() / 1_000_000));
        all.put("records-written-total", new Figure("Documents written.", written::sum));
        all.put("records-already-there-total", new Figure("Documents found to be there.", alreadyThere::sum));
        all.put("records-retried-total", new Figure("Documents put off and sent again.", retries::sum));
        all.put("records-rejected-total", new Figure("Records that cannot be documents.", rejected::sum));
        all.put("in-flight-requests", new Figure("Requests under way.", inFlight::get));
        return all;
    }

    private record Figure(String description, LongSupplier value) {}
}
