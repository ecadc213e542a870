package io.leat.runtime;

import io.leat.runtime.config.ConfigProviders;
import io.leat.runtime.config.ConnectorConfigs;
import io.leat.runtime.config.OverrideChecks;
import io.leat.runtime.config.ShownConfigs;
import io.leat.runtime.config.WorkerSettings;
import io.leat.runtime.connector.ConnectorHosts;
import io.leat.runtime.connector.HostServices;
import io.leat.runtime.connector.StartCounts;
import io.leat.runtime.connector.StatusBoard;
import io.leat.runtime.connector.TopicUse;
import io.leat.runtime.inspect.PreviewRequests;
import io.leat.runtime.inspect.TapPoints;
import io.leat.runtime.ledger.DeliveryLedger;
import io.leat.runtime.log.Log;
import io.leat.runtime.metrics.Registry;
import io.leat.runtime.pipeline.Pipelines;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.state.ConfigStore;
import io.leat.runtime.state.DecisionStore;
import io.leat.runtime.state.LetterTopic;
import io.leat.runtime.state.OffsetStore;
import io.leat.runtime.state.StatusStore;
import io.leat.runtime.task.TaskServices;
import io.leat.runtime.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a worker consists of, put together, started and closed in the right order. */
final class WorkerParts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerParts.class);

    /** Of the ten seconds that a stop may take; the rest is for what follows the tasks' end. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(7);

    /** A plugin that does not tell its settings by then has all of them hidden. */
    private static final Duration JUDGEMENT = Duration.ofSeconds(3);

    private final Duration stopTimeout;
    private final Optional<Duration> reloadInterval;
    private final ConfigStore configs;
    private final OffsetStore offsets;
    private final DecisionStore decisions;
    private final StatusStore statuses;
    private final ConfigProviders providers;
    private final OverrideChecks overrides;
    final DeliveryLedger ledger;
    private final Tasks tasks;
    private final ConnectorHosts hosts;
    private final TimeLimit limit;
    private final Registry registry;
    private final Runnable reporters;
    final ConnectorRequests requests;
    final ConnectorQueries queries;
    final OffsetRequests offsetRequests;
    final LedgerRequests ledgerRequests;
    final PluginRequests pluginRequests;
    final PluginReload pluginReload;
    final LetterRequests letters;
    final LetterCounts letterCounts;
    final Previews previews;
    final Taps taps;
    final WorkerMetrics metrics;
    final Details details;

    WorkerParts(
            WorkerSettings settings,
            String workerId,
            Log log,
            Plugins plugins,
            TaskRuntime taskRuntime,
            Clock clock,
            Duration requestTimeout) {
        stopTimeout = shorter(settings.shutdownTimeout(), LONGEST_STOP);
        providers = ConfigProviders.open(settings.providers(), plugins);
        configs = new ConfigStore(log, settings.configTopic());
        offsets = new OffsetStore(log, settings.offsetTopic(), settings.offsetPartitions());
        decisions = new DecisionStore(log);
        statuses = new StatusStore(log, settings.statusTopic(), settings.statusPartitions());
        ledger = new DeliveryLedger(log, settings.ledger(), clock);
        registry = settings.reporters().registry();
        var tapPoints = new TapPoints();
        reporters = () -> settings.reporters().join(registry, name -> reporter(plugins, name));
        var opened = taskRuntime.open(
                new TaskServices(log, plugins, offsets, decisions, ledger, registry, tapPoints, clock));
        taps = new ConnectorTaps(configs, tapPoints);
        tasks = opened.tasks();
        limit = new TimeLimit(requestTimeout);
        var board = new StatusBoard(statuses, workerId);
        overrides = OverrideChecks.open(settings.overridePolicy(), plugins);
        var checks = new ConnectorConfigs(plugins, providers, overrides, settings.exactlyOnce());
        var shown = new ShownConfigs(
                checks,
                plugins,
                (kind, doing, code) ->
                        limit.call(kind, doing, shorter(requestTimeout, JUDGEMENT), Executors.callable(code)));
        var counts = new StartCounts();
        TopicUse noted = (id, topic) -> statuses.useTopic(id, topic, clock.millis());
        TopicUse ignored = (id, topic) -> {};
        queries = new ConnectorQueries(configs, statuses, board, checks, shown);
        metrics = new WorkerMetrics(queries, counts, opened.metrics(), ledger, registry, workerId);
        hosts = new ConnectorHosts(new HostServices(
                configs,
                board,
                checks,
                providers,
                tasks,
                offsets,
                registry.forPlugins(),
                metrics::show,
                settings.topicTracking() ? noted : ignored,
                counts,
                clock,
                () -> ThreadLocalRandom.current().nextDouble(),
                stopTimeout));
        requests = new ConnectorRequests(configs, checks, shown, hosts, board, limit);
        offsetRequests = new OffsetRequests(configs, offsets, log.groups(), checks, providers, hosts, limit);
        ledgerRequests = new LedgerRequests(ledger, configs, hosts, limit);
        pluginRequests = new PluginRequests(plugins, checks, configs, shown, limit);
        details = new ConnectorDetails(configs, checks, hosts, tasks, log.groups(), new PositionSettings(providers));
        pluginReload = new PluginReload(plugins, configs::snapshot, settings.converters(), hosts, requestTimeout);
        reloadInterval = settings.hotReload();
        var letterTopic = new LetterTopic(log);
        letterCounts = new LetterCounts(configs, decisions, letterTopic);
        letters = new LetterRequests(configs, decisions, letterTopic, letterCounts, clock);
        previews = new PreviewRequests(
                pluginRequests::validate,
                pluginRequests::restored,
                checks,
                providers,
                new Pipelines(plugins, settings.converters()),
                new WorkerTopics(log.topics(), settings.configTopic()));
    }

    private static MetricsReporter reporter(Plugins plugins, String className) {
        return plugins.newInstance(PluginType.METRICS_REPORTER, MetricsReporter.class, className)
                .instance();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** @throws io.leat.runtime.state.StateTopicException if the worker's state cannot be read */
    void start() {
        configs.start();
        statuses.start();
        offsets.start();
        ledger.start();
        decisions.start();
        configs.snapshot().configs().keySet().forEach(hosts::refresh);
        reporters.run();
        reloadInterval.ifPresent(pluginReload::watch);
    }

    void resetTopics(String connector) {
        statuses.resetTopics(connector);
    }

    @Override
    public void close() {
        pluginReload.close();
        hosts.close(stopTimeout);
        limit.close();
        closeTasks();
        statuses.close();
        offsets.close();
        ledger.close();
        decisions.close();
        configs.close();
        overrides.close();
        providers.close();
        registry.close();
    }

    /** The hosts have stopped or abandoned their tasks: whoever still hangs gets a last second. */
    private void closeTasks() {
        var closing = new Thread(tasks::close, "tasks-close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (closing.isAlive()) {
            LOG.warn("Leaving behind tasks that do not end");
        }
    }
}
