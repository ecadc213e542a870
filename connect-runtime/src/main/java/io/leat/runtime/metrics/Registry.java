package io.leat.runtime.metrics;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * Shows figures to Kafka's metrics reporters: to JMX under Kafka Connect's names, and to whatever {@code
 * metric.reporters} names. Safe for use from any thread.
 */
public final class Registry implements AutoCloseable {

    private final Metrics kafka;

    /** @param kafka closed with this */
    public Registry(Metrics kafka) {
        this.kafka = kafka;
    }

    /** Figures on show; closing takes them back. */
    public interface Shown extends AutoCloseable {

        @Override
        void close();
    }

    /** Where plugins register metrics of their own. */
    public Metrics forPlugins() {
        return kafka;
    }

    /** Lets a reporter see all there is and will be. The reporter is closed with this. */
    public void report(MetricsReporter reporter) {
        kafka.addReporter(reporter);
    }

    /** Figures of the same group, tags and name that were shown before give way to these. */
    public Shown show(List<Figures> list) {
        var shown = new ArrayList<KafkaMetric>();
        for (var figures : list) {
            figures.all().forEach(figure -> shown.add(replace(name(figures, figure), figure)));
        }
        return () -> shown.forEach(this::withdraw);
    }

    private static MetricName name(Figures figures, Figures.Figure figure) {
        return new MetricName(figure.name(), figures.group(), figure.help(), figures.tags());
    }

    private KafkaMetric replace(MetricName name, Figures.Figure figure) {
        synchronized (kafka) {
            kafka.removeMetric(name);
            Gauge<Object> gauge = (config, now) -> figure.value();
            return kafka.addMetricIfAbsent(name, null, gauge);
        }
    }

    /** What has given way to another is not there any more. */
    private void withdraw(KafkaMetric metric) {
        synchronized (kafka) {
            if (kafka.metric(metric.metricName()) == metric) {
                kafka.removeMetric(metric.metricName());
            }
        }
    }

    @Override
    public void close() {
        kafka.close();
    }
}
