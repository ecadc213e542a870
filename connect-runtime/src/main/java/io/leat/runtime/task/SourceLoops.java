package io.leat.runtime.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.runtime.ledger.Counts;
import io.leat.runtime.ledger.Position;
import io.leat.runtime.ledger.SourceLedger;
import io.leat.runtime.ledger.TaskLedgers;
import io.leat.runtime.log.Log;
import io.leat.runtime.log.LogWriter;
import io.leat.runtime.log.WriterSpec;
import io.leat.runtime.metrics.SourceMetrics;
import io.leat.runtime.pipeline.Pipelines;
import io.leat.runtime.pipeline.SourcePipeline;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.state.Decisions;
import io.leat.runtime.state.LetterTopic;
import io.leat.runtime.state.SourceOffsets;
import java.util.ArrayList;
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
        TaskScope<SourceMetrics> scope,
        Log log,
        SourceOffsets offsets,
        Pipelines pipelines,
        Decisions decisions,
        TaskLedgers ledgers)
        implements TaskThread.LoopFactory {

    @Override
    public TaskPlugin plugin() {
        checkBoundary(scope.spec().connectorConfig().getOrDefault("transaction.boundary", "poll"));
        var plugin = TaskPlugin.of(pipelines.plugins(), PluginType.SOURCE, SourceConnector.class, scope.spec());
        plugin.describeTo(scope.metrics());
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
        var source = new SourcePlugin(task, plugin.loader(), scope);
        var pipeline = pipelines.source(
                scope.spec().connectorConfig(), scope.control(), scope.metrics().errors(), scope::uses);
        try {
            return loop(source, pipeline);
        } catch (RuntimeException e) {
            pipeline.close();
            throw e;
        }
    }

    private TaskLoop loop(SourcePlugin source, SourcePipeline pipeline) {
        var connector = scope.spec().connectorConfig();
        var topics = new SourceTopics(
                log.topics(), TopicRules.of(connector, scope.settings().topicCreation()), scope.reports()::usedTopic);
        var ledger = ledgers.source(scope.id());
        var outbox = new Outbox<PolledBatch>(
                writers(ledger), (writer, batches) -> seal(writer, batches, ledger), scope.control());
        var failures = new RecordFailures(scope, pipeline.policy());
        pipeline.policy().deadLetters().ifPresent(topic -> topics.createLetters(topic.name()));
        var letters = pipeline.policy().deadLetters().map(topic -> new LetterForm(topic, scope));
        var sender =
                new SourceSender(pipeline, topics, outbox, failures, letters, scope.metrics(), ledger, scope.tap());
        var replays = new SourceReplays(decisions, new LetterTopic(log), pipeline, topics, outbox, ledger, scope);
        var reader = new OffsetReader(offsets, scope.id().connector());
        var context = new SourceContext(
                scope.spec().taskConfig(), reader, scope.metrics().plugins().ofTask());
        return new SourceLoop(source, context, sender, replays, outbox, ledger, scope);
    }

    /** Records and positions become visible together or not at all; an older incarnation of the task is shut out. */
    private Supplier<LogWriter> writers(SourceLedger ledger) {
        var writer = new WriterSpec(
                "connector-producer-" + scope.id(),
                Optional.of(scope.settings().groupId() + "-" + scope.id()),
                true,
                Overrides.of(
                        "producer.",
                        scope.settings().workerConfig(),
                        scope.spec().connectorConfig()));
        return () -> {
            var opened = log.writer(writer);
            ledger.opened();
            return opened;
        };
    }

    private void seal(LogWriter writer, List<PolledBatch> batches, SourceLedger ledger) {
        var positions = new LinkedHashMap<Map<String, ?>, @Nullable Map<String, ?>>();
        var counts = Counts.NONE;
        for (var i = batches.size() - 1; i >= 0; i--) {
            batches.get(i).positions(positions);
            counts = counts.plus(batches.get(i).counts());
        }
        var reached = new ArrayList<Position>(positions.size());
        positions.forEach((partition, offset) -> {
            var encoded = offsets.encode(scope.id().connector(), partition, offset);
            writer.add(
                    offsets.topic(),
                    encoded.partition(),
                    scope.clock().millis(),
                    encoded.key(),
                    encoded.value(),
                    List.of());
            reached.add(new Position(text(encoded.key()), text(encoded.value())));
        });
        ledger.seal(writer, counts, reached);
    }

    private static String text(byte @Nullable [] json) {
        return json == null ? "null" : new String(json, UTF_8);
    }
}
