package io.leat.runtime.inspect;

import io.leat.runtime.Previews.Previewed;
import io.leat.runtime.Previews.Stage;
import io.leat.runtime.metrics.ErrorMetrics;
import io.leat.runtime.pipeline.Outcome;
import io.leat.runtime.pipeline.Pipelines;
import io.leat.runtime.pipeline.SourcePipeline;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** Polls a source and shows what becomes of its records; nothing is acknowledged to it. */
final class SourceTrial implements TrialThread.Trial {

    private final TriedConnector connector;
    private final PluginMetrics metrics;
    private final Findings findings;
    private volatile boolean stopping;
    private volatile @Nullable SourceTask running;

    /** @param most records to show; none means that the task is only started */
    SourceTrial(TriedConnector connector, Pipelines pipelines, PluginMetrics metrics, int most) {
        this.connector = connector;
        this.metrics = metrics;
        this.findings = Findings.of(connector, pipelines, most);
    }

    List<Previewed> found() {
        return findings.found();
    }

    @Override
    public void run(Runnable started) throws Exception {
        connector.withTask(metrics, (task, config) -> run(task, config, started));
    }

    private void run(Task task, Map<String, String> config, Runnable started) throws InterruptedException {
        if (!(task instanceof SourceTask source)) {
            throw new ConnectException(task.getClass().getName() + " is not a source task");
        }
        var errors = new ErrorMetrics(Clock.systemUTC());
        try (var pipeline = findings.pipelines()
                .source(connector.config().values(), Impatience.INSTANCE, errors, (role, made) -> {})) {
            source.initialize(new Context(config, metrics));
            source.start(config);
            try {
                running = source;
                started.run();
                poll(source, pipeline);
            } finally {
                stop();
            }
        }
    }

    private void poll(SourceTask source, SourcePipeline pipeline) throws InterruptedException {
        while (!stopping && !findings.isComplete()) {
            var records = source.poll();
            if (records != null) {
                records.stream()
                        .limit(findings.most() - findings.found().size())
                        .forEach(record -> show(record, pipeline));
            }
        }
    }

    private void show(SourceRecord record, SourcePipeline pipeline) {
        findings.trace().begin("poll", findings.data().of(record));
        var outcome = pipeline.process(record);
        if (outcome instanceof Outcome.Passed || outcome instanceof Outcome.Split) {
            findings.trace().add(new Stage("converters", Trace.results(outcome, findings.data()::of)));
        }
        findings.add(findings.data().position(record), outcome);
    }

    /** Once only: a connector's {@code stop} need not bear a second. */
    @Override
    public void stop() {
        stopping = true;
        SourceTask task;
        synchronized (this) {
            task = running;
            running = null;
        }
        if (task != null) {
            task.stop();
        }
    }

    /** There is nothing stored for a preview, and its transactions are nobody's. */
    private record Context(Map<String, String> configs, PluginMetrics pluginMetrics) implements SourceTaskContext {

        @Override
        public OffsetStorageReader offsetStorageReader() {
            return NoOffsets.INSTANCE;
        }

        /** Without the configuration: it holds secrets. */
        @Override
        public String toString() {
            return "Context";
        }
    }
}
