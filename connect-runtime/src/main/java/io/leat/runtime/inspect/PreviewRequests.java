package io.leat.runtime.inspect;

import io.leat.runtime.ConnectorType;
import io.leat.runtime.Previews;
import io.leat.runtime.RequestException;
import io.leat.runtime.TopicAdmin;
import io.leat.runtime.ValidationResult;
import io.leat.runtime.config.ConfigProviders;
import io.leat.runtime.config.ConnectorConfigs;
import io.leat.runtime.config.ConnectorKeys;
import io.leat.runtime.pipeline.Pipelines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;

/** Requests that try a configuration. Safe for use from any thread. */
public final class PreviewRequests implements Previews {

    private static final int AT_ONCE = 4;

    private final BiFunction<String, Map<String, String>, ValidationResult> validation;
    private final Function<Map<String, String>, Map<String, String>> restored;
    private final ConnectorConfigs configs;
    private final ConfigProviders providers;
    private final Pipelines pipelines;
    private final TopicAdmin topics;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /**
     * @param validation of a configuration for a plugin
     * @param restored puts stored values in place of hidden ones
     */
    public PreviewRequests(
            BiFunction<String, Map<String, String>, ValidationResult> validation,
            Function<Map<String, String>, Map<String, String>> restored,
            ConnectorConfigs configs,
            ConfigProviders providers,
            Pipelines pipelines,
            TopicAdmin topics) {
        this.validation = validation;
        this.restored = restored;
        this.configs = configs;
        this.providers = providers;
        this.pipelines = pipelines;
        this.topics = topics;
    }

    @Override
    public Preview run(String plugin, Map<String, String> config, int records, Duration time) {
        requireBounds(records, time);
        var complete = named(config);
        ConnectorConfigs.requireValid(validation.apply(plugin, complete));
        return alone(() -> {
            var tried = tried(complete);
            return tried.isSource() ? source(tried, records, time) : sink(tried, records, time);
        });
    }

    private static void requireBounds(int records, Duration time) {
        if (records < 1 || records > MOST_RECORDS) {
            throw new RequestException.Invalid("records must be from 1 to " + MOST_RECORDS + ", but is " + records);
        }
        if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
            throw new RequestException.Invalid(
                    "seconds must be from 1 to " + LONGEST.toSeconds() + ", but is " + time.toSeconds());
        }
    }

    /** A preview needs no name of its own. */
    private static Map<String, String> named(Map<String, String> config) {
        var complete = new LinkedHashMap<>(config);
        complete.putIfAbsent(ConnectorKeys.NAME, "preview");
        return complete;
    }

    private <T> T alone(Supplier<T> request) {
        if (!places.tryAcquire()) {
            throw new RequestException.Conflict(AT_ONCE + " previews run already; try again when one has ended");
        }
        try {
            return request.get();
        } finally {
            places.release();
        }
    }

    private TriedConnector tried(Map<String, String> config) {
        var resolved = providers.resolve(restored.apply(config));
        var plugin = configs.connector(resolved.values());
        return new TriedConnector(plugin, resolved, configs.mask(plugin, resolved));
    }

    private Preview source(TriedConnector tried, int records, Duration time) {
        try (var metrics = new TrialMetrics()) {
            var trial = new SourceTrial(tried, pipelines, metrics.forPlugins(), records);
            var failure = new TrialThread(tried.plugin().className(), trial).run(time);
            return new Preview(
                    ConnectorType.SOURCE,
                    trial.found(),
                    ended(tried, failure, trial.found().size() >= records, "time"));
        }
    }

    private Preview sink(TriedConnector tried, int records, Duration time) {
        var trial = new SinkTrial(tried, pipelines, topics, records);
        var failure = new TrialThread(tried.plugin().className(), trial).run(time);
        failure.filter(RequestException.class::isInstance)
                .map(RequestException.class::cast)
                .ifPresent(refused -> {
                    throw refused;
                });
        return new Preview(
                ConnectorType.SINK,
                trial.found(),
                ended(tried, failure, trial.found().size() >= records, "end of topics"));
    }

    private static String ended(TriedConnector tried, Optional<Throwable> failure, boolean full, String otherwise) {
        if (full) {
            return "records";
        }
        return failure.map(cause -> "failed: " + tried.mask().apply(words(cause)))
                .orElse(otherwise);
    }

    private static String words(Throwable cause) {
        var reason = cause.getCause();
        return reason == null || reason == cause ? cause.toString() : cause + ", because of " + reason;
    }

    @Override
    public ValidationResult dryRun(String plugin, Map<String, String> config) {
        var complete = named(config);
        var result = validation.apply(plugin, complete);
        if (result.errorCount() > 0) {
            return result;
        }
        return alone(() -> {
            var tried = tried(complete);
            return started(tried).map(cause -> refused(result, tried, cause)).orElse(result);
        });
    }

    private Optional<Throwable> started(TriedConnector tried) {
        try (var metrics = new TrialMetrics()) {
            var trial = tried.isSource()
                    ? new SourceTrial(tried, pipelines, metrics.forPlugins(), 0)
                    : new StartTrial(tried, metrics.forPlugins());
            return new TrialThread(tried.plugin().className(), trial).run(Duration.ofSeconds(1));
        }
    }

    private static ValidationResult refused(ValidationResult result, TriedConnector tried, Throwable cause) {
        var entries = new ArrayList<ValidationResult.Entry>();
        for (var entry : result.configs()) {
            entries.add(
                    entry.name().equals(ConnectorKeys.CONNECTOR_CLASS)
                            ? withError(
                                    entry,
                                    "The connector does not start: "
                                            + tried.mask().apply(words(cause)))
                            : entry);
        }
        return new ValidationResult(result.name(), 1, result.groups(), entries, result.warnings());
    }

    private static ValidationResult.Entry withError(ValidationResult.Entry entry, String error) {
        return new ValidationResult.Entry(
                entry.definition(),
                entry.name(),
                entry.value(),
                entry.recommendedValues(),
                List.of(error),
                entry.visible());
    }

    /** Where a tried plugin registers metrics that nobody looks at. */
    private static final class TrialMetrics implements AutoCloseable {

        private final Metrics metrics = new Metrics();
        private final PluginMetricsImpl forPlugins = new PluginMetricsImpl(metrics, Map.of());

        PluginMetricsImpl forPlugins() {
            return forPlugins;
        }

        @Override
        public void close() {
            try {
                forPlugins.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Metrics in memory do no input or output", e);
            } finally {
                metrics.close();
            }
        }
    }
}
