package io.leat.runtime;

import io.leat.runtime.config.ConfigProviders;
import io.leat.runtime.config.ConnectorConfigs;
import io.leat.runtime.config.WorkerSettings;
import io.leat.runtime.connector.ConnectorHosts;
import io.leat.runtime.connector.HostServices;
import io.leat.runtime.connector.StartCounts;
import io.leat.runtime.connector.StatusBoard;
import io.leat.runtime.log.Log;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.state.ConfigStore;
import io.leat.runtime.state.OffsetStore;
import io.leat.runtime.state.StateTopicException;
import io.leat.runtime.state.StatusStore;
import io.leat.runtime.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The only worker there is: all connectors and tasks run here, and all state lies in the log. */
final class LocalWorker implements Worker {

    /** Of the ten seconds that a stop may take, what is left for the log and the rest. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(7);

    private final WorkerSettings settings;
    private final WorkerIdentity identity;
    private final Log log;
    private final Tasks tasks;
    private final ConfigProviders providers;
    private final ConfigStore configs;
    private final OffsetStore offsets;
    private final StatusStore statuses;
    private final TimeLimit limit;
    private final ConnectorHosts hosts;
    private final ConnectorRequests requests;
    private final ConnectorQueries queries;
    private final OffsetRequests offsetRequests;
    private final PluginRequests pluginRequests;
    private final WorkerMetrics metrics;
    private final org.apache.kafka.common.metrics.Metrics pluginMetrics = new org.apache.kafka.common.metrics.Metrics();
    private volatile Health health = new Health("starting", "Worker is still starting up.");

    /** @param requestTimeout for a request that waits for a plugin */
    LocalWorker(
            WorkerSettings settings,
            WorkerIdentity identity,
            Log log,
            Plugins plugins,
            TaskRuntime taskRuntime,
            Clock clock,
            Duration requestTimeout) {
        this.settings = settings;
        this.identity = identity;
        this.log = log;
        providers = ConfigProviders.open(settings.providers(), plugins);
        configs = new ConfigStore(log, settings.configTopic());
        offsets = new OffsetStore(log, settings.offsetTopic(), settings.offsetPartitions());
        statuses = new StatusStore(log, settings.statusTopic(), settings.statusPartitions());
        var running = taskRuntime.open(offsets);
        tasks = running.tasks();
        limit = new TimeLimit(requestTimeout);
        var board = new StatusBoard(statuses, identity.workerId());
        var checks = new ConnectorConfigs(plugins, providers, settings.overridePolicy());
        var counts = new StartCounts();
        hosts = new ConnectorHosts(new HostServices(
                configs,
                board,
                checks,
                providers,
                tasks,
                offsets,
                pluginMetrics,
                (id, topic) -> useTopic(id, topic, clock),
                counts,
                shorter(settings.shutdownTimeout(), LONGEST_STOP)));
        requests = new ConnectorRequests(configs, checks, hosts, board, limit);
        queries = new ConnectorQueries(configs, statuses, board, checks);
        offsetRequests = new OffsetRequests(configs, offsets, log.groups(), checks, providers, hosts, limit);
        pluginRequests = new PluginRequests(plugins, checks, limit);
        metrics = new WorkerMetrics(queries, counts, running.metrics());
    }

    private void useTopic(ConnectorTaskId id, String topic, Clock clock) {
        if (settings.topicTracking()) {
            statuses.useTopic(id, topic, clock.millis());
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    @Override
    public void start() {
        try {
            configs.start();
            statuses.start();
            offsets.start();
        } catch (RuntimeException e) {
            health = new Health("unhealthy", "The worker could not read its state: " + e.getMessage());
            throw e;
        }
        configs.snapshot().configs().keySet().forEach(hosts::refresh);
        health = new Health("healthy", "Worker has completed startup and is ready to handle requests.");
    }

    @Override
    public void close() {
        health = new Health("unhealthy", "The worker is stopping.");
        hosts.close(shorter(settings.shutdownTimeout(), LONGEST_STOP));
        limit.close();
        tasks.close();
        statuses.close();
        offsets.close();
        configs.close();
        providers.close();
        pluginMetrics.close();
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
        return queries.names();
    }

    @Override
    public ConnectorInfo connector(String name) {
        return queries.connector(name);
    }

    @Override
    public ConnectorInfo create(String name, Map<String, String> config, TargetState initialState) {
        return writing(() -> requests.create(name, config, initialState));
    }

    @Override
    public PutResult putConfig(String name, Map<String, String> config) {
        return writing(() -> requests.put(name, config));
    }

    @Override
    public ConnectorInfo patchConfig(String name, Map<String, @Nullable String> patch) {
        return writing(() -> requests.patch(name, patch));
    }

    @Override
    public void delete(String name) {
        writing(() -> requests.delete(name));
    }

    @Override
    public ConnectorStatus status(String name) {
        return queries.status(name);
    }

    @Override
    public ConnectorStatus.TaskStatus taskStatus(ConnectorTaskId id) {
        return queries.taskStatus(id);
    }

    @Override
    public List<TaskInfo> tasks(String name) {
        return queries.tasks(name);
    }

    @Override
    public void restart(String name) {
        writing(() -> requests.restart(name));
    }

    @Override
    public ConnectorStatus restart(String name, boolean includeTasks, boolean onlyFailed) {
        return writing(() -> requests.restart(name, includeTasks, onlyFailed));
    }

    @Override
    public void restartTask(ConnectorTaskId id) {
        writing(() -> requests.restartTask(id));
    }

    @Override
    public void pause(String name) {
        writing(() -> requests.pause(name));
    }

    @Override
    public void resume(String name) {
        writing(() -> requests.resume(name));
    }

    @Override
    public void stop(String name) {
        writing(() -> requests.stop(name));
    }

    @Override
    public Collection<String> activeTopics(String name) {
        requireTracking(settings.topicTracking(), "Topic tracking is disabled.");
        return queries.activeTopics(name);
    }

    @Override
    public void resetActiveTopics(String name) {
        requireTracking(settings.topicTracking(), "Topic tracking is disabled.");
        requireTracking(settings.topicTrackingReset(), "Topic tracking reset is disabled.");
        statuses.resetTopics(name);
    }

    private static void requireTracking(boolean enabled, String otherwise) {
        if (!enabled) {
            throw new RequestException.Forbidden(otherwise);
        }
    }

    @Override
    public List<ConnectorOffset> offsets(String name) {
        return writing(() -> offsetRequests.of(name));
    }

    @Override
    public String alterOffsets(String name, List<ConnectorOffset> changes) {
        return writing(() -> offsetRequests.alter(name, changes));
    }

    @Override
    public String resetOffsets(String name) {
        return writing(() -> offsetRequests.reset(name));
    }

    @Override
    public List<PluginInfo> plugins(boolean connectorsOnly) {
        return pluginRequests.list(connectorsOnly);
    }

    @Override
    public List<ConfigKeyInfo> pluginConfig(String plugin, Optional<String> version) {
        return pluginRequests.describe(plugin, version);
    }

    @Override
    public ValidationResult validate(String plugin, Map<String, String> config) {
        return pluginRequests.validate(plugin, config);
    }

    @Override
    public TopicAdmin topics() {
        return log.topics();
    }

    @Override
    public GroupAdmin groups() {
        return log.groups();
    }

    @Override
    public Metrics metrics() {
        return metrics;
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
