package io.leat.runtime.task;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.ConnectorType;
import io.leat.runtime.Metrics;
import io.leat.runtime.TaskDetail;
import io.leat.runtime.ledger.TaskLedgers;
import io.leat.runtime.log.Log;
import io.leat.runtime.metrics.Registry;
import io.leat.runtime.metrics.TaskMetrics;
import io.leat.runtime.pipeline.Pipelines;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.state.SourceOffsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs each task on a thread of its own, and shows the figures of those that run. Safe for use from any thread. */
public final class TaskThreads implements Tasks, Metrics {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final TaskSettings settings;
    private final Log log;
    private final SourceOffsets offsets;
    private final Pipelines pipelines;
    private final TaskLedgers ledgers;
    private final Clock clock;
    private final Registry registry;
    private final StartedTasks tasks = new StartedTasks();
    private final StallWatch stalls;

    /** @param registry shows the figures of the tasks */
    public TaskThreads(
            TaskSettings settings,
            Log log,
            Plugins plugins,
            SourceOffsets offsets,
            TaskLedgers ledgers,
            Clock clock,
            Registry registry) {
        this.settings = settings;
        this.log = log;
        this.offsets = offsets;
        this.pipelines = new Pipelines(plugins, settings.workerConfig());
        this.ledgers = ledgers;
        this.clock = clock;
        this.registry = registry;
        this.stalls = new StallWatch(tasks);
    }

    @Override
    public RunningTask start(TaskSpec spec, TaskListener listener) {
        var task = spec.type() == ConnectorType.SINK ? sink(spec, listener) : source(spec, listener);
        task.begin();
        return task;
    }

    private TaskThread source(TaskSpec spec, TaskListener listener) {
        var metrics = TaskMetrics.source(spec.id(), clock, registry);
        var scope = TaskScope.of(spec, settings, clock, listener, metrics, limit(spec));
        return remember(
                new TaskThread(scope, new SourceLoops(scope, log, offsets, pipelines, ledgers), tasks), metrics);
    }

    private TaskThread sink(TaskSpec spec, TaskListener listener) {
        var metrics = TaskMetrics.sink(spec.id(), clock, registry);
        var scope = TaskScope.of(spec, settings, clock, listener, metrics, limit(spec));
        return remember(new TaskThread(scope, new SinkLoops(scope, log, pipelines, ledgers), tasks), metrics);
    }

    /** One for all tasks of a connector, as long as its settings are the same. */
    private RateLimit limit(TaskSpec spec) {
        var limit = RateLimit.of(spec.connectorConfig(), clock);
        return tasks.limits(spec.id().connector())
                .filter(limit::isLike)
                .findFirst()
                .orElse(limit);
    }

    private TaskThread remember(TaskThread task, TaskMetrics<?> metrics) {
        tasks.add(task, metrics);
        return task;
    }

    @Override
    public List<TaskDetail> details(String connector) {
        return tasks.details(connector);
    }

    @Override
    public List<Sample> samples() {
        var samples = new ArrayList<Sample>();
        tasks.metrics().forEach(metrics -> metrics.addTo(samples));
        samples.add(new Sample(
                "leat_connect_worker_hanging_task_thread_count",
                "Threads of tasks that were given up and do not end.",
                Kind.GAUGE,
                Map.of(),
                tasks.hanging()));
        return samples;
    }

    @Override
    public void close() {
        stalls.close();
        var left = tasks.running();
        left.forEach(TaskThread::stop);
        var deadline = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
        for (var task : left) {
            if (!hasEnded(task, deadline)) {
                task.abandon();
            }
        }
    }

    private static boolean hasEnded(TaskThread task, long deadline) {
        try {
            return task.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A thread of the task, named for it; it does not keep the process alive. */
    static Thread thread(ConnectorTaskId id, String suffix, Runnable work) {
        var thread = new Thread(
                () -> {
                    TaskThread.label(id);
                    work.run();
                },
                "task-" + id + suffix);
        thread.setDaemon(true);
        return thread;
    }
}
