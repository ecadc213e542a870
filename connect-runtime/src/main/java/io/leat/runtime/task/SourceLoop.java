package io.leat.runtime.task;

import io.leat.runtime.metrics.SourceMetrics;
import io.leat.runtime.metrics.TaskMetrics;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Poll, then send: the loop of a source task. A poll is at least one append, which holds its records and the positions
 * they reached; the {@link Acknowledger} does what follows once it is durable.
 */
final class SourceLoop implements TaskLoop {

    private static final Logger LOG = LoggerFactory.getLogger(SourceLoop.class);

    private final SourcePlugin plugin;
    private final SourceTaskContext context;
    private final SourceSender sender;
    private final Outbox<PolledBatch> outbox;
    private final Acknowledger acknowledger;
    private final Consumer<Runnable> threads;
    private final TaskSettings settings;
    private final TaskControl control;
    private final TaskReports reports;
    private final TaskMetrics<SourceMetrics> metrics;
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private boolean started;

    /** @param threads starts a thread beside that of the task */
    SourceLoop(
            SourcePlugin plugin,
            SourceTaskContext context,
            SourceSender sender,
            Outbox<PolledBatch> outbox,
            Consumer<Runnable> threads,
            TaskSettings settings,
            TaskControl control,
            TaskReports reports,
            TaskMetrics<SourceMetrics> metrics) {
        this.plugin = plugin;
        this.context = context;
        this.sender = sender;
        this.outbox = outbox;
        this.threads = threads;
        this.settings = settings;
        this.control = control;
        this.reports = reports;
        this.metrics = metrics;
        this.acknowledger = new Acknowledger(plugin, outbox, control, settings, metrics);
    }

    @Override
    public void start() {
        started = true;
        threads.accept(acknowledger);
        plugin.task().initialize(context);
        plugin.task().start(context.configs());
    }

    @Override
    public void run() throws InterruptedException {
        while (!control.isStopping()) {
            outbox.check();
            if (control.isPaused()) {
                pause();
            } else {
                sender.send(poll());
            }
        }
        while (!outbox.awaitEmpty(Duration.ofSeconds(1))) {
            outbox.check();
        }
    }

    private void pause() {
        reports.paused();
        if (control.awaitResume()) {
            reports.resumed();
        }
    }

    private List<SourceRecord> poll() throws InterruptedException {
        var start = System.nanoTime();
        try {
            var records = plugin.poll();
            backoff.reset();
            if (records == null || records.isEmpty()) {
                return List.of();
            }
            metrics.flow().polled(records.size(), System.nanoTime() - start);
            metrics.common().batch(records.size());
            return records;
        } catch (RetriableException | org.apache.kafka.common.errors.RetriableException e) {
            var delay = backoff.next();
            LOG.warn("The connector could not poll and is asked again in {} ms.", delay.toMillis(), e);
            metrics.errors().retry();
            control.pause(delay);
            return List.of();
        }
    }

    /** The connector's last commit comes before its stop, and only if all it gave is durable. */
    @Override
    public void close() throws InterruptedException {
        if (started) {
            var complete = outbox.awaitEmpty(settings.offsetFlushTimeout());
            acknowledger.finish();
            if (complete && !control.isAbandoned()) {
                plugin.commit();
            }
            plugin.stop();
        }
        sender.close();
        outbox.close();
    }

    @Override
    public void wake() {
        outbox.wake();
    }

    @Override
    public void abandon() {
        outbox.abandon();
    }
}
