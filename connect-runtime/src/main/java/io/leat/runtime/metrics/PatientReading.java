package io.leat.runtime.metrics;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;

/**
 * Figures that come from a plugin's code, which may hang: they are read on a thread of its own. Who asks waits for a
 * moment, and then gets what was read last. Safe for use from any thread.
 */
final class PatientReading {

    private static final long PATIENCE_MS = 500;

    private final Supplier<Map<MetricName, Double>> code;
    private volatile Map<MetricName, Double> last = Map.of();
    private CountDownLatch underWay = new CountDownLatch(0);

    PatientReading(Supplier<Map<MetricName, Double>> code) {
        this.code = code;
    }

    /** While an earlier reading has not returned nobody waits, and no further thread is started. */
    synchronized Map<MetricName, Double> read() {
        if (underWay.getCount() == 0) {
            underWay = start();
            await(underWay);
        }
        return last;
    }

    private CountDownLatch start() {
        var done = new CountDownLatch(1);
        var thread = new Thread(
                () -> {
                    try {
                        last = code.get();
                    } finally {
                        done.countDown();
                    }
                },
                "plugin-figures");
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private static void await(CountDownLatch done) {
        try {
            var unused = done.await(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
