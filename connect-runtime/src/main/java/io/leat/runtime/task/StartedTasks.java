package io.leat.runtime.task;

import io.leat.runtime.TaskDetail;
import io.leat.runtime.metrics.TaskMetrics;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The tasks that were started: those that run, and those that were given up and whose threads have not ended yet. Knows
 * for whom a new one has to wait. Safe for use from any thread.
 */
final class StartedTasks {

    /** So many threads of a source task may hang; each can write nothing more, but holds memory. */
    private static final int MOST_HANGING = 3;

    private final Map<TaskThread, TaskMetrics<?>> running = new ConcurrentHashMap<>();
    private final Map<TaskThread, TaskMetrics<?>> failed = new ConcurrentHashMap<>();
    private final Set<TaskThread> lingering = ConcurrentHashMap.newKeySet();

    void add(TaskThread task, TaskMetrics<?> metrics) {
        failed.keySet().stream().filter(before -> before.id().equals(task.id())).forEach(this::dismiss);
        running.put(task, metrics);
    }

    /** Of those that run, and the last ones of those that have failed. */
    List<TaskMetrics<?>> metrics() {
        return Stream.concat(running.values().stream(), failed.values().stream())
                .toList();
    }

    /** Of the connector's tasks that run. */
    Stream<RateLimit> limits(String connector) {
        return running.keySet().stream()
                .filter(task -> task.id().connector().equals(connector))
                .map(TaskThread::limit);
    }

    /** Those that were not given up. */
    List<TaskThread> running() {
        return List.copyOf(running.keySet());
    }

    /**
     * Its figures go first, so that whoever waits for the end can start one of the same name; those of a task that has
     * failed stay until then, or until it is stopped.
     */
    void ending(TaskThread task) {
        var metrics = task.hasFailed() ? running.remove(task) : null;
        if (metrics == null) {
            forget(task);
            return;
        }
        metrics.plugins().close();
        failed.put(task, metrics);
        if (task.isDismissed()) {
            dismiss(task);
        }
    }

    /** What is left of a task that has failed goes. */
    void dismiss(TaskThread task) {
        var metrics = failed.remove(task);
        if (metrics != null) {
            metrics.close();
        }
    }

    void ended(TaskThread task) {
        lingering.remove(task);
    }

    void givenUp(TaskThread task) {
        forget(task);
        dismiss(task);
        lingering.add(task);
        if (task.hasEnded()) {
            lingering.remove(task);
        }
    }

    private void forget(TaskThread task) {
        var metrics = running.remove(task);
        if (metrics != null) {
            metrics.close();
        }
    }

    /** Of those that may hold records. */
    int count() {
        return running.size() + lingering.size();
    }

    /** Threads that do not end although their tasks were given up. */
    int hanging() {
        return lingering.size();
    }

    /**
     * Whom a task has to wait for. A sink that hangs may still deliver: neither its successor nor, once its partitions were
     * given away, any other sink of the connector may begin before it ends. A source that hangs can write nothing more.
     */
    Optional<TaskThread> predecessor(TaskThread next) {
        var before = lingering.stream()
                .filter(task -> task.id().connector().equals(next.id().connector()))
                .filter(task -> task.id().equals(next.id()) || (task.isSink() && task.isReleased()))
                .toList();
        var mostAllowed = next.isSink() ? 0 : MOST_HANGING - 1;
        return before.size() > mostAllowed ? Optional.of(before.get(0)) : Optional.empty();
    }

    /** Of a task that has to wait, what the one it waits for is doing. */
    List<TaskDetail> details(String connector) {
        return running.keySet().stream()
                .filter(task -> task.id().connector().equals(connector))
                .sorted(Comparator.comparingInt(task -> task.id().task()))
                .map(task -> predecessor(task)
                        .filter(any -> task.isWaiting())
                        .map(before -> before.detail().of(task.id().task()))
                        .orElseGet(task::detail))
                .toList();
    }
}
