package io.leat.runtime;

import io.leat.runtime.config.WorkerSettings;
import io.leat.runtime.log.Log;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.state.StateTopicException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The only worker there is: all connectors and tasks run here, and all state lies in the log. */
final class LocalWorker implements Worker {

    private final WorkerSettings settings;
    private final WorkerIdentity identity;
    private final Log log;
    private final WorkerParts parts;
    private volatile Health health = new Health("starting", "Worker is still starting up.");

    /** @param requestTimeout for a request that waits for a plugin */
    LocalWorker(
            WorkerSettings settings,
            WorkerIdentity identity,
            Log log,
            Plugins plugins,
            TaskRuntime tasks,
            Clock clock,
            Duration requestTimeout) {
        this.settings = settings;
        this.identity = identity;
        this.log = log;
        this.parts = new WorkerParts(settings, identity.workerId(), log, plugins, tasks, clock, requestTimeout);
    }

    @Override
    public void start() {
        try {
            parts.start();
        } catch (RuntimeException e) {
            health = new Health("unhealthy", "The worker could not read its state: " + e.getMessage());
            throw e;
        }
        health = new Health("healthy", "Worker has completed startup and is ready to handle requests.");
    }

    @Override
    public void close() {
        health = new Health("unhealthy", "The worker is stopping.");
        parts.close();
    }

    @Override
    public WorkerInfo info() {
        return new WorkerInfo(
                identity.kafkaVersion(),
                identity.commit(),
                log.clusterId(),
                identity.leatVersion(),
                identity.workerId());
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public List<String> connectors() {
        return parts.queries.names();
    }

    @Override
    public ConnectorInfo connector(String name) {
        return parts.queries.connector(name);
    }

    @Override
    public ConnectorInfo create(String name, Map<String, String> config, TargetState initialState) {
        return writing(() -> parts.requests.create(name, config, initialState));
    }

    @Override
    public CreatedAt createAt(
            String name, Map<String, String> config, TargetState initialState, List<ConnectorOffset> offsets) {
        return writing(() -> {
            parts.requests.create(name, config, TargetState.STOPPED);
            var status = alterOrDelete(name, offsets);
            switch (initialState) {
                case STARTED -> parts.requests.resume(name);
                case PAUSED -> parts.requests.pause(name);
                case STOPPED -> {}
            }
            return new CreatedAt(parts.queries.connector(name), status);
        });
    }

    private String alterOrDelete(String name, List<ConnectorOffset> offsets) {
        try {
            return parts.offsetRequests.alter(name, offsets);
        } catch (RuntimeException e) {
            parts.requests.delete(name);
            throw e;
        }
    }

    @Override
    public PutResult putConfig(String name, Map<String, String> config) {
        return writing(() -> parts.requests.put(name, config));
    }

    @Override
    public ConnectorInfo patchConfig(String name, Map<String, @Nullable String> patch) {
        return writing(() -> parts.requests.patch(name, patch));
    }

    @Override
    public void delete(String name) {
        writing(() -> parts.requests.delete(name));
    }

    @Override
    public ConnectorStatus status(String name) {
        return parts.queries.status(name);
    }

    @Override
    public ConnectorStatus.TaskStatus taskStatus(ConnectorTaskId id) {
        return parts.queries.taskStatus(id);
    }

    @Override
    public List<TaskInfo> tasks(String name) {
        return parts.queries.tasks(name);
    }

    @Override
    public void restart(String name) {
        writing(() -> parts.requests.restart(name));
    }

    @Override
    public ConnectorStatus restart(String name, boolean includeTasks, boolean onlyFailed) {
        return writing(() -> parts.requests.restart(name, includeTasks, onlyFailed));
    }

    @Override
    public void restartTask(ConnectorTaskId id) {
        writing(() -> parts.requests.restartTask(id));
    }

    @Override
    public void pause(String name) {
        writing(() -> parts.requests.pause(name));
    }

    @Override
    public void resume(String name) {
        writing(() -> parts.requests.resume(name));
    }

    @Override
    public void stop(String name) {
        writing(() -> parts.requests.stop(name));
    }

    @Override
    public Collection<String> activeTopics(String name) {
        requireTracking(settings.topicTracking(), "Topic tracking is disabled.");
        return parts.queries.activeTopics(name);
    }

    @Override
    public void resetActiveTopics(String name) {
        requireTracking(settings.topicTracking(), "Topic tracking is disabled.");
        requireTracking(settings.topicTrackingReset(), "Topic tracking reset is disabled.");
        parts.resetTopics(name);
    }

    private static void requireTracking(boolean enabled, String otherwise) {
        if (!enabled) {
            throw new RequestException.Forbidden(otherwise);
        }
    }

    @Override
    public List<ConnectorOffset> offsets(String name) {
        return writing(() -> parts.offsetRequests.of(name));
    }

    @Override
    public String alterOffsets(String name, List<ConnectorOffset> changes) {
        return writing(() -> parts.offsetRequests.alter(name, changes));
    }

    @Override
    public String resetOffsets(String name) {
        return writing(() -> parts.offsetRequests.reset(name));
    }

    @Override
    public List<PluginInfo> plugins(boolean connectorsOnly) {
        return parts.pluginRequests.list(connectorsOnly);
    }

    @Override
    public List<ConfigKeyInfo> pluginConfig(String plugin, Optional<String> version) {
        return parts.pluginRequests.describe(plugin, version);
    }

    @Override
    public ValidationResult validate(String plugin, Map<String, String> config) {
        return parts.pluginRequests.validate(plugin, config);
    }

    @Override
    public InstalledFolders pluginFolders() {
        return parts.pluginReload;
    }

    @Override
    public Previews previews() {
        return parts.previews;
    }

    @Override
    public Taps taps() {
        return parts.taps;
    }

    @Override
    public TopicAdmin topics() {
        return new WorkerTopics(log.topics(), settings.configTopic());
    }

    @Override
    public GroupAdmin groups() {
        return log.groups();
    }

    @Override
    public Details details() {
        return parts.details;
    }

    @Override
    public Ledger ledger() {
        return parts.ledgerRequests;
    }

    @Override
    public DeadLetterQueue deadLetters() {
        return parts.letters;
    }

    @Override
    public Metrics metrics() {
        return () -> Stream.of(parts.metrics, parts.letterCounts)
                .flatMap(metrics -> metrics.samples().stream())
                .toList();
    }

    private static void writing(Runnable request) {
        writing(() -> {
            request.run();
            return true;
        });
    }

    /** A log that does not take the request is a state of the worker, which callers can wait out. */
    private static <T> T writing(Supplier<T> request) {
        try {
            return request.get();
        } catch (StateTopicException e) {
            throw new RequestException.TimedOut(String.valueOf(e.getMessage()));
        }
    }
}
