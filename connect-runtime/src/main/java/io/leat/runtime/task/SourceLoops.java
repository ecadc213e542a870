package io.leat.runtime.task;

import io.leat.runtime.client.ClientClasses;
import io.leat.runtime.client.ProducerExtensions;
import io.leat.runtime.ledger.SourceLedger;
import io.leat.runtime.log.LogWriter;
import io.leat.runtime.log.WriterSpec;
import io.leat.runtime.metrics.SourceMetrics;
import io.leat.runtime.pipeline.Pipelines;
import io.leat.runtime.pipeline.SourcePipeline;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.state.LetterTopic;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.TransactionContext;
import org.jspecify.annotations.Nullable;

/** Makes the parts of one source task and joins them. */
record SourceLoops(TaskScope<SourceMetrics> scope, TaskServices services, Pipelines pipelines)
        implements TaskThread.LoopFactory {

    @Override
    public TaskPlugin plugin() {
        var plugin = TaskPlugin.of(pipelines.plugins(), PluginType.SOURCE, SourceConnector.class, scope.spec());
        plugin.describeTo(scope.metrics());
        return plugin;
    }

    @Override
    public TaskLoop loop(TaskPlugin plugin) {
        if (!(plugin.task() instanceof SourceTask task)) {
            throw new ConnectException(plugin.task().getClass().getName() + " is not a source task.");
        }
        var source = new SourcePlugin(task, plugin.loader(), scope);
        var writer = writer();
        var extensions = ProducerExtensions.open(
                writer,
                services.log(),
                new ClientClasses(pipelines.plugins(), plugin.connector()),
                scope.clock(),
                scope.spec().mask());
        try {
            return loop(source, writer, extensions);
        } catch (RuntimeException | Error e) {
            extensions.close();
            throw e;
        }
    }

    private TaskLoop loop(SourcePlugin source, WriterSpec writer, ProducerExtensions extensions) {
        var pipeline = pipelines.source(
                scope.spec().connectorConfig(), scope.control(), scope.metrics().errors(), scope::uses);
        try {
            return loop(source, pipeline, writer, extensions);
        } catch (RuntimeException | Error e) {
            pipeline.close();
            throw e;
        }
    }

    private TaskLoop loop(
            SourcePlugin source, SourcePipeline pipeline, WriterSpec writer, ProducerExtensions extensions) {
        var connector = scope.spec().connectorConfig();
        var log = services.log();
        var topics = new SourceTopics(
                log.topics(), TopicRules.of(connector, scope.settings().topicCreation()), scope.reports()::usedTopic);
        var boundary = boundary();
        var positions = services.offsets().of(connector);
        var ledger = services.ledgers().source(scope.id());
        var seal = new SourceSeal(
                scope.id().connector(),
                positions,
                ledger,
                scope.clock(),
                scope.spec().mask());
        var outbox = new Outbox<PolledBatch>(
                writers(writer, ledger), seal, scope.control(), Linger.of(writer.overrides(), scope.control()::millis));
        pipeline.policy().deadLetters().ifPresent(topic -> topics.createLetters(topic.name()));
        var run =
                new SourceRun(pipeline, topics, new SourceClient(extensions, topics), outbox, boundary, ledger, scope);
        var replays = new SourceReplays(services.decisions(), new LetterTopic(log), run);
        var reader = new OffsetReader(positions, scope.id().connector());
        var context = new SourceContext(
                scope.spec().taskConfig(), reader, scope.metrics().plugins().ofTask(), transactions(boundary));
        return new SourceLoop(run, source, context, new SourceSender(run), replays);
    }

    /** As in Kafka Connect, boundaries are for a worker with exactly-once support; without, each poll is a transaction. */
    private Boundary boundary() {
        return scope.settings().exactlyOnce()
                ? Boundary.of(
                        scope.spec().connectorConfig(),
                        scope.settings().offsetFlushInterval(),
                        new RequestedEnds(),
                        scope.clock().millis())
                : new Boundary.ByPoll();
    }

    private static @Nullable TransactionContext transactions(Boundary boundary) {
        return boundary instanceof Boundary.ByConnector own ? own.requests() : null;
    }

    /** Records and positions become visible together or not at all; an older incarnation of the task is shut out. */
    private WriterSpec writer() {
        Overrides.tell(scope.spec());
        var overrides = Overrides.of(
                "producer.", scope.settings().workerConfig(), scope.spec().connectorConfig());
        return new WriterSpec(
                overrides.getOrDefault("client.id", "connector-producer-" + scope.id()),
                Optional.of(scope.settings().groupId() + "-" + scope.id()),
                true,
                overrides);
    }

    private Supplier<LogWriter> writers(WriterSpec writer, SourceLedger ledger) {
        return () -> {
            var opened = services.log().writer(writer);
            ledger.opened();
            return opened;
        };
    }
}
