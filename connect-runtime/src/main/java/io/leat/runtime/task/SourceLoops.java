package io.leat.runtime.task;

import io.leat.runtime.log.Log;
import io.leat.runtime.log.LogWriter;
import io.leat.runtime.log.WriterSpec;
import io.leat.runtime.metrics.SourceMetrics;
import io.leat.runtime.metrics.TaskMetrics;
import io.leat.runtime.pipeline.Pipelines;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.state.SourceOffsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** Makes the parts of one source task and joins them. */
record SourceLoops(
        TaskSpec spec,
        TaskSettings settings,
        Log log,
        SourceOffsets offsets,
        Pipelines pipelines,
        Clock clock,
        TaskControl control,
        TaskReports reports,
        TaskMetrics<SourceMetrics> metrics)
        implements TaskThread.LoopFactory {

    @Override
    public TaskPlugin plugin() {
        checkBoundary(spec.connectorConfig().getOrDefault("transaction.boundary", "poll"));
        var plugin = TaskPlugin.of(pipelines.plugins(), PluginType.SOURCE, SourceConnector.class, spec);
        metrics.describe(plugin.task().getClass().getName(), plugin.version());
        return plugin;
    }

    /** Each poll is a transaction, so that one by interval is never longer than asked for. */
    private static void checkBoundary(String boundary) {
        if (boundary.equalsIgnoreCase("connector")) {
            throw new ConfigException(
                    "transaction.boundary",
                    boundary,
                    "is not supported: the records of each poll and their offsets are one transaction; use poll");
        }
    }

    @Override
    public TaskLoop loop(TaskPlugin plugin) {
        if (!(plugin.task() instanceof SourceTask task)) {
            throw new ConnectException(plugin.task().getClass().getName() + " is not a source task.");
        }
        var connector = spec.connectorConfig();
        var source = new SourcePlugin(task, plugin.loader());
        var pipeline = pipelines.source(connector, control, metrics.errors(), metrics.plugins()::offerTo);
        var topics =
                new SourceTopics(log.topics(), TopicRules.of(connector, settings.topicCreation()), reports::usedTopic);
        var outbox = new Outbox<>(writers(), this::seal, control);
        var failures = new RecordFailures(spec.id(), pipeline.policy(), metrics.errors(), clock);
        var sender = new SourceSender(pipeline, topics, outbox, failures, metrics);
        var reader = new OffsetReader(offsets, spec.id().connector());
        var context = new SourceContext(spec.taskConfig(), reader, metrics.plugins());
        return new SourceLoop(
                source,
                context,
                sender,
                outbox,
                work -> TaskThreads.thread(spec.id(), "-acks", work).start(),
                settings,
                control,
                reports,
                metrics);
    }

    /** Records and positions become visible together or not at all; an older incarnation of the task is shut out. */
    private Supplier<LogWriter> writers() {
        var writer = new WriterSpec(
                "connector-producer-" + spec.id(),
                Optional.of(settings.groupId() + "-" + spec.id()),
                true,
                Overrides.of("producer.", settings.workerConfig(), spec.connectorConfig()));
        return () -> log.writer(writer);
    }

    private void seal(LogWriter writer, List<PolledBatch> batches) {
        var positions = new LinkedHashMap<Map<String, ?>, @Nullable Map<String, ?>>();
        for (var i = batches.size() - 1; i >= 0; i--) {
            batches.get(i).positions(positions);
        }
        positions.forEach((partition, offset) -> {
            var encoded = offsets.encode(spec.id().connector(), partition, offset);
            writer.add(offsets.topic(), encoded.partition(), clock.millis(), encoded.key(), encoded.value(), List.of());
        });
    }
}
