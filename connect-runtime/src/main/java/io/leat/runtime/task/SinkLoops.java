package io.leat.runtime.task;

import io.leat.runtime.client.ClientClasses;
import io.leat.runtime.client.ConsumerExtensions;
import io.leat.runtime.ledger.SinkLedger;
import io.leat.runtime.log.ReaderSpec;
import io.leat.runtime.metrics.SinkMetrics;
import io.leat.runtime.pipeline.ErrorPolicy;
import io.leat.runtime.pipeline.Pipelines;
import io.leat.runtime.pipeline.SinkPipeline;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.state.LetterTopic;
import java.time.Duration;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkTask;

/** Makes the parts of one sink task and joins them. */
record SinkLoops(TaskScope<SinkMetrics> scope, TaskServices services, Pipelines pipelines)
        implements TaskThread.LoopFactory {

    private static final Duration FIRST_REDELIVERY = Duration.ofMillis(300);

    @Override
    public TaskPlugin plugin() {
        var plugin = TaskPlugin.of(pipelines.plugins(), PluginType.SINK, SinkConnector.class, scope.spec());
        plugin.describeTo(scope.metrics());
        return plugin;
    }

    @Override
    public TaskLoop loop(TaskPlugin plugin) {
        if (!(plugin.task() instanceof SinkTask task)) {
            throw new ConnectException(plugin.task().getClass().getName() + " is not a sink task.");
        }
        var reader =
                ReaderSpecs.of(scope.spec(), scope.settings().workerConfig()).within(scope.share());
        var extensions = ConsumerExtensions.open(
                reader,
                services.log(),
                new ClientClasses(pipelines.plugins(), plugin.connector()),
                scope.spec().mask());
        try {
            return loop(task, reader, extensions);
        } catch (RuntimeException | Error e) {
            extensions.close();
            throw e;
        }
    }

    private TaskLoop loop(SinkTask task, ReaderSpec reader, ConsumerExtensions extensions) {
        var pipeline = pipelines.sink(
                scope.spec().connectorConfig(), scope.control(), scope.metrics().errors(), scope::uses);
        try {
            return loop(task, pipeline, reader, extensions);
        } catch (RuntimeException | Error e) {
            pipeline.close();
            throw e;
        }
    }

    private TaskLoop loop(SinkTask task, SinkPipeline pipeline, ReaderSpec readerSpec, ConsumerExtensions extensions) {
        var topics = ReaderSpecs.topics(scope.spec().connectorConfig());
        var pending = new PendingOffsets();
        var ledger = services.ledgers().sink(scope.id());
        var replays = new SinkReplays(services.decisions(), new LetterTopic(services.log()), pipeline, ledger, scope);
        var reporter = reporter(pipeline, pending, replays, ledger);
        var reader = services.log().reader(readerSpec);
        var context = new SinkContext(
                scope.spec().taskConfig(),
                reader,
                reporter,
                scope.metrics().plugins().ofTask());
        var run = new SinkRun(task, reader, context, new SinkOffsets(pending), extensions, replays, ledger, scope);
        return new SinkLoop(
                run,
                topics,
                new SinkReader(pipeline, extensions, reporter, scope.reports(), scope.metrics(), ledger),
                new Backoff(FIRST_REDELIVERY, pipeline.policy().maxRetryDelay()),
                services.decisions());
    }

    private Reporter reporter(SinkPipeline pipeline, PendingOffsets pending, SinkReplays replays, SinkLedger ledger) {
        var failures = new RecordFailures(scope, pipeline.policy());
        var deadLetters = pipeline.policy().deadLetters().map(topic -> deadLetters(topic, pending));
        return new Reporter(pipeline, failures, scope.metrics().errors(), deadLetters, replays, ledger);
    }

    private DeadLetters deadLetters(ErrorPolicy.DeadLetterTopic topic, PendingOffsets pending) {
        var overrides = Overrides.of(
                "producer.", scope.settings().workerConfig(), scope.spec().connectorConfig());
        return new DeadLetters(services.log(), topic, overrides, pending, scope);
    }
}
