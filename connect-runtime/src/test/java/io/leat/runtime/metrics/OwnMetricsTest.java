package io.leat.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.Metrics;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnMetricsTest {

    private final Metrics registry = new Metrics();
    private final OwnMetrics own = new OwnMetrics(Map.of("connector", "c"), registry);
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        registry.close();
    }

    private void add(String name, Gauge<Integer> gauge) {
        own.addMetric(own.metricName(name, "", new LinkedHashMap<>()), gauge);
    }

    private Map<String, Double> read() {
        var values = new HashMap<String, Double>();
        own.forEach((name, value) -> values.put(name.name(), value));
        return values;
    }

    private Integer hang() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 2;
    }

    @Test
    void aFigureThatFailsLeavesTheOthersAlone() {
        add("good", (config, now) -> 1);
        add("bad", (config, now) -> {
            throw new IllegalStateException();
        });
        assertThat(read()).containsExactly(Map.entry("good", 1.0));
    }

    @Test
    void aFigureThatHangsIsAskedOnceAndHoldsUpNobody() {
        var asked = new AtomicInteger();
        add("figure", (config, now) -> asked.incrementAndGet() == 1 ? 1 : hang());
        assertThat(read()).containsExactly(Map.entry("figure", 1.0));

        assertThat(read()).as("the last that was read").containsExactly(Map.entry("figure", 1.0));
        assertThat(read()).containsExactly(Map.entry("figure", 1.0));
        assertThat(asked).hasValue(2);

        gate.countDown();
        Awaitility.await().until(() -> read().containsValue(2.0));
    }
}
