package io.leat.runtime.task;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.ConnectorType;
import io.leat.runtime.Metrics;
import io.leat.runtime.TaskDetail;
import io.leat.runtime.metrics.FlowMetrics;
import io.leat.runtime.metrics.TaskMetrics;
import io.leat.runtime.pipeline.Pipelines;
import io.leat.runtime.watch.ThreadUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Runs each task on a thread of its own, and shows the figures of those that run. Safe for use from any thread. */
public final class TaskThreads implements Tasks, Metrics {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final TaskSettings settings;
    private final TaskServices services;
    private final Pipelines pipelines;
    private final StartedTasks tasks = new StartedTasks();
    private final StallWatch stalls;
    private final Map<ConnectorTaskId, ThreadUsage> usages = new ConcurrentHashMap<>();

    public TaskThreads(TaskSettings settings, TaskServices services) {
        this.settings = settings;
        this.services = services;
        this.pipelines = new Pipelines(services.plugins(), settings.workerConfig());
        this.stalls = new StallWatch(tasks);
        Overrides.tellOfWorker(settings.workerConfig());
    }

    @Override
    public RunningTask start(TaskSpec spec, TaskListener listener) {
        var task = spec.type() == ConnectorType.SINK ? sink(spec, listener) : source(spec, listener);
        task.begin();
        return task;
    }

    private <F extends FlowMetrics> TaskScope<F> scope(TaskSpec spec, TaskListener listener, TaskMetrics<F> metrics) {
        var allowance = new Allowance(limit(spec), this::share);
        return TaskScope.of(spec, listener, settings, services, metrics, allowance, usage(spec.id()));
    }

    private TaskThread source(TaskSpec spec, TaskListener listener) {
        var metrics = TaskMetrics.source(spec.id(), services.clock(), services.registry(), spec.mask());
        var scope = scope(spec, listener, metrics);
        return remember(new TaskThread(scope, new SourceLoops(scope, services, pipelines), tasks), metrics);
    }

    private TaskThread sink(TaskSpec spec, TaskListener listener) {
        var metrics = TaskMetrics.sink(spec.id(), services.clock(), services.registry(), spec.mask());
        var scope = scope(spec, listener, metrics);
        return remember(new TaskThread(scope, new SinkLoops(scope, services, pipelines), tasks), metrics);
    }

    /**
     * Equal for all. Nobody waits for what another one holds, but only until records of its own are gone, so that no two
     * can wait for each other; and who holds nothing may always take something.
     */
    private long share() {
        return settings.bufferMemory() / Math.max(1, tasks.count());
    }

    /** Kept as long as the worker, so that the figures go on rising when a task is started again. */
    private ThreadUsage usage(ConnectorTaskId id) {
        return usages.computeIfAbsent(id, key -> new ThreadUsage("task-" + key));
    }

    /** One for all tasks of a connector, as long as its settings are the same. */
    private RateLimit limit(TaskSpec spec) {
        var limit = RateLimit.of(spec.connectorConfig(), services.clock());
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
        tasks.running().forEach(task -> addUsage(task, samples));
        samples.add(new Sample(
                "leat_connect_worker_hanging_task_thread_count",
                "Threads of tasks that were given up and do not end.",
                Kind.GAUGE,
                Map.of(),
                tasks.hanging()));
        return samples;
    }

    private static void addUsage(TaskThread task, List<Sample> samples) {
        var labels = new LinkedHashMap<String, String>();
        labels.put("connector", task.id().connector());
        labels.put("task", Integer.toString(task.id().task()));
        var usage = task.usage();
        samples.add(new Sample(
                "leat_connector_task_cpu_seconds_total",
                "Processor time of the task's threads and those that its plugins have started.",
                Kind.COUNTER,
                labels,
                usage.cpuNanos() / 1e9));
        samples.add(new Sample(
                "leat_connector_task_allocated_bytes_total",
                "Bytes that these threads have allocated, whether or not they are still in use.",
                Kind.COUNTER,
                labels,
                usage.allocatedBytes()));
        samples.add(new Sample(
                "leat_connector_task_thread_count", "Threads of the task.", Kind.GAUGE, labels, usage.threads()));
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
}
