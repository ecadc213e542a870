package io.leat.runtime.connector;

import io.leat.runtime.ConnectorState;
import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.ConnectorType;
import io.leat.runtime.TargetState;
import io.leat.runtime.assign.Actual;
import io.leat.runtime.assign.TaskSettings;
import io.leat.runtime.config.ResolvedConfig;
import io.leat.runtime.config.SecretMask;
import io.leat.runtime.task.RunningTask;
import io.leat.runtime.task.TaskListener;
import io.leat.runtime.task.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tasks of one connector that were started here. Changed by the host's thread, and by whoever gives the host up. */
final class HostedTasks {

    private static final Logger LOG = LoggerFactory.getLogger(HostedTasks.class);
    private static final String UNDEFINED = "undefined";

    private final String connector;
    private final HostServices services;
    private final OnFailure onFailure;
    private final Map<Integer, Hosted> tasks = new ConcurrentHashMap<>();

    /** Told of a failed start or task, on any thread; {@code generation} tells which start it was. */
    interface OnFailure {
        void failed(int task, int generation, Throwable cause);
    }

    /** @param running absent where the task could not even be handed over */
    private record Hosted(
            TaskSettings settings,
            boolean paused,
            int generation,
            Instant startedAt,
            List<ResolvedConfig> resolved,
            @Nullable RunningTask running) {

        Hosted with(boolean nowPaused) {
            return new Hosted(settings, nowPaused, generation, startedAt, resolved, running);
        }

        boolean hasChanged(ReferenceWatch watch) {
            return running != null
                    && (watch.hasChanged(settings.connector(), resolved.get(0))
                            || watch.hasChanged(settings.task(), resolved.get(1)));
        }
    }

    HostedTasks(String connector, HostServices services, OnFailure onFailure) {
        this.connector = connector;
        this.services = services;
        this.onFailure = onFailure;
    }

    Map<Integer, Actual.Task> actual() {
        var actual = new HashMap<Integer, Actual.Task>();
        tasks.forEach((id, hosted) -> actual.put(id, new Actual.Task(hosted.settings(), hosted.paused())));
        return actual;
    }

    void start(int task, TaskSettings settings, boolean paused, ConnectorType type) {
        var id = new ConnectorTaskId(connector, task);
        var generation = services.statuses().nextGeneration(id);
        var mask = SecretMask.NONE;
        var startedAt = services.clock().instant();
        var resolved = List.<ResolvedConfig>of();
        @Nullable RunningTask running = null;
        try {
            var connectorConfig = services.providers().resolve(settings.connector());
            var taskConfig = services.providers().resolve(settings.task());
            resolved = List.of(connectorConfig, taskConfig);
            var plugin = services.connectors().connector(connectorConfig.values());
            mask = services.connectors().mask(plugin, connectorConfig, taskConfig);
            services.connectors().requireAllowed(plugin, connectorConfig);
            var target = paused ? TargetState.PAUSED : TargetState.STARTED;
            var spec = new TaskSpec(
                    id,
                    type,
                    connectorConfig.values(),
                    taskConfig.values(),
                    target,
                    generation,
                    () -> isCurrent(settings),
                    mask::apply);
            running = services.tasks().start(spec, new Listener(mask, generation));
        } catch (Throwable e) {
            new Listener(mask, generation).failed(id, e);
        }
        tasks.put(task, new Hosted(settings, paused, generation, startedAt, resolved, running));
    }

    private boolean isCurrent(TaskSettings settings) {
        return services.configs()
                .snapshot()
                .config(connector)
                .filter(settings.connector()::equals)
                .isPresent();
    }

    /** When the task was started, if it is still the one of this generation. */
    Optional<Instant> startOf(int task, int generation) {
        return Optional.ofNullable(tasks.get(task))
                .filter(hosted -> hosted.generation() == generation)
                .map(Hosted::startedAt);
    }

    /** The shortest time to live of what the tasks were started with. */
    Optional<Duration> timeToLive() {
        return tasks.values().stream()
                .flatMap(hosted -> hosted.resolved().stream())
                .flatMap(resolved -> resolved.timeToLive().stream())
                .min(Comparator.naturalOrder());
    }

    /** Those whose configuration comes to something else by now. */
    Set<Integer> changed(ReferenceWatch watch) {
        return tasks.entrySet().stream()
                .filter(task -> task.getValue().hasChanged(watch))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    void pause(Set<Integer> ids) {
        change(ids, true);
    }

    void resume(Set<Integer> ids) {
        change(ids, false);
    }

    private void change(Set<Integer> ids, boolean paused) {
        for (var id : ids) {
            tasks.computeIfPresent(id, (key, hosted) -> {
                if (hosted.running() != null && paused) {
                    hosted.running().pause();
                } else if (hosted.running() != null) {
                    hosted.running().resume();
                }
                return hosted.with(paused);
            });
        }
    }

    /** Stops these tasks and forgets them; those that do not stop within the timeout are abandoned. */
    void stop(Collection<Integer> ids, Duration timeout) {
        var stopping = new ArrayList<RunningTask>();
        for (var id : ids) {
            var hosted = tasks.remove(id);
            if (hosted != null && hosted.running() != null) {
                stopping.add(hosted.running());
            }
        }
        stopping.forEach(RunningTask::stop);
        await(stopping, System.nanoTime() + timeout.toNanos());
    }

    void stopAll(Duration timeout) {
        stop(List.copyOf(tasks.keySet()), timeout);
    }

    /** What it reads goes to nobody while others of the connector would take it over at once. */
    private void giveUp(RunningTask task) {
        if (tasks.isEmpty()) {
            task.abandon();
        } else {
            task.fence();
        }
    }

    private void await(List<RunningTask> stopping, long deadline) {
        for (var task : stopping) {
            var left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            if (!await(task, left)) {
                LOG.warn("Task {} did not stop in time and is abandoned", task.id());
                giveUp(task);
            }
        }
    }

    private static boolean await(RunningTask task, Duration timeout) {
        try {
            return task.await(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Tells the board; a failure's text loses its secrets on the way. */
    private final class Listener implements TaskListener {

        private final SecretMask mask;
        private final int generation;
        private volatile String version = UNDEFINED;

        Listener(SecretMask mask, int generation) {
            this.mask = mask;
            this.generation = generation;
        }

        @Override
        public void running(ConnectorTaskId id, String version) {
            this.version = version;
            services.counts().taskStarted();
            services.statuses().task(id, ConnectorState.RUNNING, version);
        }

        @Override
        public void paused(ConnectorTaskId id) {
            services.statuses().task(id, ConnectorState.PAUSED, version);
        }

        @Override
        public void resumed(ConnectorTaskId id) {
            services.statuses().task(id, ConnectorState.RUNNING, version);
        }

        @Override
        public void failed(ConnectorTaskId id, Throwable cause) {
            services.counts().taskFailed();
            var trace = mask.trace(cause);
            LOG.error("Task {} has failed: {}", id, trace);
            services.statuses().taskFailed(id, trace, version);
            onFailure.failed(id.task(), generation, cause);
        }

        @Override
        public void stopped(ConnectorTaskId id) {
            LOG.debug("Task {} has stopped", id);
        }

        @Override
        public void usedTopic(ConnectorTaskId id, String topic) {
            services.topics().used(id, topic);
        }
    }
}
