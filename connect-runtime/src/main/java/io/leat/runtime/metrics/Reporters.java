package io.leat.runtime.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is shown the figures, and how they are kept.
 *
 * @param classNames {@code metric.reporters}
 * @param samples {@code metrics.num.samples} of sensors that plugins register
 * @param windowMs {@code metrics.sample.window.ms} of one sample
 * @param level {@code metrics.recording.level}
 * @param context {@code metrics.context.*}: labels for reporters (KIP-606)
 * @param settings all of the worker's, which reporters are configured with
 */
public record Reporters(
        List<String> classNames,
        int samples,
        long windowMs,
        String level,
        Map<String, String> context,
        Map<String, String> settings) {

    private static final Logger LOG = LoggerFactory.getLogger(Reporters.class);
    private static final String DOMAIN = "kafka.connect";

    public Reporters {
        classNames = List.copyOf(classNames);
        context = Map.copyOf(context);
        settings = Map.copyOf(settings);
    }

    /** Makes reporters of the classes that are not Kafka's own. */
    @FunctionalInterface
    public interface Installed {

        /** @throws RuntimeException if there is none of this name */
        MetricsReporter make(String className);
    }

    /** A registry that nobody looks at yet. */
    public Registry registry() {
        var config = new MetricConfig()
                .samples(samples)
                .timeWindow(windowMs, TimeUnit.MILLISECONDS)
                .recordLevel(RecordingLevel.forName(level));
        return new Registry(
                new Metrics(config, new ArrayList<>(), Time.SYSTEM, new KafkaMetricsContext(DOMAIN, context)));
    }

    /**
     * Makes the reporters in the background: that JMX wakes up takes longer than all else a start needs. One that cannot
     * be used is named in the log, and is all that is missing.
     */
    public void join(Registry registry, Installed installed) {
        var joining = new Thread(() -> classNames.forEach(name -> join(name, registry, installed)), "metric-reporters");
        joining.setDaemon(true);
        joining.start();
    }

    private void join(String className, Registry registry, Installed installed) {
        try {
            var reporter =
                    className.equals(JmxReporter.class.getName()) ? new JmxReporter() : installed.make(className);
            reporter.configure(settings);
            reporter.contextChange(new KafkaMetricsContext(DOMAIN, context));
            registry.report(reporter);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("The metrics reporter {} cannot be used: {}", className, e.toString());
        }
    }

    /** Without the settings: they may hold secrets. */
    @Override
    public String toString() {
        return "Reporters" + classNames;
    }
}
