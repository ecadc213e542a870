package io.leat.runtime.pipeline;

import io.leat.runtime.metrics.ErrorMetrics;
import io.leat.runtime.plugin.Plugins;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Builds a task's pipeline from the connector's configuration.
 *
 * @param workerConfig the worker's settings, for the converters that a connector leaves to it
 * @param watcher told of each transform that a record has passed; empty wherever speed counts
 */
public record Pipelines(Plugins plugins, Map<String, String> workerConfig, Optional<StepWatcher> watcher) {

    public Pipelines(Plugins plugins, Map<String, String> workerConfig) {
        this(plugins, workerConfig, Optional.empty());
    }

    /** The same under the eyes of a watcher. */
    public Pipelines watchedBy(StepWatcher by) {
        return new Pipelines(plugins, workerConfig, Optional.of(by));
    }

    private Attempts attempts(ErrorPolicy policy, Patience patience, ErrorMetrics metrics) {
        return watcher.<Attempts>map(by -> new WatchedAttempts(policy, patience, metrics, by))
                .orElseGet(() -> new Attempts(policy, patience, metrics));
    }

    /**
     * @param made told of each plugin as soon as it exists, before it is configured
     * @throws org.apache.kafka.common.config.ConfigException for a setting that cannot be used
     * @throws io.leat.runtime.RequestException.Invalid for a plugin that does not exist
     */
    public SourcePipeline source(
            Map<String, String> connector, Patience patience, ErrorMetrics metrics, PluginUse made) {
        return Made.completely(made, all -> buildSource(connector, patience, metrics, all));
    }

    private SourcePipeline buildSource(
            Map<String, String> connector, Patience patience, ErrorMetrics metrics, PluginUse made) {
        var policy = ErrorPolicy.ofSource(connector);
        var attempts = attempts(policy, patience, metrics);
        var converters = Converters.of(plugins, connector, workerConfig, made);
        var steps = List.<Step<Outgoing>>of(
                new HeadersToBytes(converters.header()),
                new DataToBytes(converters.key(), Stage.KEY_CONVERTER),
                new DataToBytes(converters.value(), Stage.VALUE_CONVERTER));
        var transforms = new Transforms<SourceRecord>(plugins, connector, made).steps();
        return new SourcePipeline(new TransformChain<>(transforms, attempts), new Chain<>(steps, attempts), policy);
    }

    /** As {@link #source}, the other way round. */
    public SinkPipeline sink(Map<String, String> connector, Patience patience, ErrorMetrics metrics, PluginUse made) {
        return Made.completely(made, all -> buildSink(connector, patience, metrics, all));
    }

    private SinkPipeline buildSink(
            Map<String, String> connector, Patience patience, ErrorMetrics metrics, PluginUse made) {
        var policy = ErrorPolicy.ofSink(connector);
        var attempts = attempts(policy, patience, metrics);
        var converters = Converters.of(plugins, connector, workerConfig, made);
        var steps = List.<Step<Incoming>>of(
                new DataFromBytes(converters.key(), Stage.KEY_CONVERTER),
                new DataFromBytes(converters.value(), Stage.VALUE_CONVERTER),
                new HeadersFromBytes(converters.header()));
        var transforms = new Transforms<SinkRecord>(plugins, connector, made).steps();
        return new SinkPipeline(
                new Chain<>(steps, attempts),
                new TransformChain<>(transforms, attempts),
                new BackToBytes(converters),
                policy);
    }
}
