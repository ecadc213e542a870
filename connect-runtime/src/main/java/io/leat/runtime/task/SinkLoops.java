package io.leat.runtime.task;

import io.leat.runtime.log.Log;
import io.leat.runtime.metrics.SinkMetrics;
import io.leat.runtime.metrics.TaskMetrics;
import io.leat.runtime.pipeline.ErrorPolicy;
import io.leat.runtime.pipeline.Pipelines;
import io.leat.runtime.pipeline.SinkPipeline;
import io.leat.runtime.plugin.PluginType;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkTask;

/** Makes the parts of one sink task and joins them. */
record SinkLoops(
        TaskSpec spec,
        TaskSettings settings,
        Log log,
        Pipelines pipelines,
        Clock clock,
        TaskControl control,
        TaskReports reports,
        TaskMetrics<SinkMetrics> metrics)
        implements TaskThread.LoopFactory {

    private static final Duration FIRST_REDELIVERY = Duration.ofMillis(300);

    @Override
    public TaskPlugin plugin() {
        var plugin = TaskPlugin.of(pipelines.plugins(), PluginType.SINK, SinkConnector.class, spec);
        metrics.describe(plugin.task().getClass().getName(), plugin.version());
        return plugin;
    }

    @Override
    public TaskLoop loop(TaskPlugin plugin) {
        if (!(plugin.task() instanceof SinkTask task)) {
            throw new ConnectException(plugin.task().getClass().getName() + " is not a sink task.");
        }
        var connector = spec.connectorConfig();
        var topics = ReaderSpecs.topics(connector);
        var readerSpec = ReaderSpecs.of(spec, settings.workerConfig());
        var pipeline = pipelines.sink(connector, control, metrics.errors(), metrics.plugins()::offerTo);
        var pending = new PendingOffsets();
        var reporter = reporter(pipeline, pending);
        var reader = log.reader(readerSpec);
        var context = new SinkContext(spec.taskConfig(), reader, reporter, metrics.plugins());
        var offsets = new SinkOffsets(pending);
        var commits = new SinkCommits(task, reader, offsets, settings, control, metrics);
        return new SinkLoop(
                task,
                topics,
                reader,
                new SinkReader(pipeline, reporter, reports, metrics),
                context,
                offsets,
                commits,
                reporter,
                new Backoff(FIRST_REDELIVERY, pipeline.policy().maxRetryDelay()),
                control,
                reports,
                metrics);
    }

    private Reporter reporter(SinkPipeline pipeline, PendingOffsets pending) {
        var failures = new RecordFailures(spec.id(), pipeline.policy(), metrics.errors(), clock);
        var deadLetters = pipeline.policy().deadLetters().map(topic -> deadLetters(topic, pending));
        return new Reporter(pipeline, failures, metrics.errors(), deadLetters);
    }

    private DeadLetters deadLetters(ErrorPolicy.DeadLetterTopic topic, PendingOffsets pending) {
        return new DeadLetters(
                log,
                topic,
                spec.id(),
                Overrides.of("producer.", settings.workerConfig(), spec.connectorConfig()),
                control,
                metrics.errors(),
                pending,
                work -> TaskThreads.thread(spec.id(), "-dead-letters", work).start());
    }
}
