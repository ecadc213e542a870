package io.leat.runtime.connector;

import io.leat.runtime.ConnectorState;
import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.ConnectorType;
import io.leat.runtime.RequestException;
import io.leat.runtime.TargetState;
import io.leat.runtime.assign.Actual;
import io.leat.runtime.assign.Actual.Division;
import io.leat.runtime.assign.Actual.Instance;
import io.leat.runtime.assign.NextStep;
import io.leat.runtime.assign.RestartPlan;
import io.leat.runtime.assign.RetryDelay;
import io.leat.runtime.assign.Step;
import io.leat.runtime.assign.Wanted;
import io.leat.runtime.config.ConnectorKeys;
import io.leat.runtime.config.SecretMask;
import io.leat.runtime.plugin.Plugins.Plugin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.connector.Connector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connector and its tasks. All that concerns them happens on the host's own thread, in the order it was asked for; the
 * plugin's code runs there too and may block, which nobody but this connector notices.
 */
final class ConnectorHost implements ConnectorInstance.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorHost.class);
    private static final String UNDEFINED = "undefined";

    private final String name;
    private final HostServices services;
    private final HostThread thread;
    private final HostedTasks tasks;
    private Instance state = new Instance.None();
    private Division division = Division.OUTDATED;
    private int failedDivisions;
    private @Nullable ConnectorInstance connector;
    private SecretMask mask = SecretMask.NONE;
    private volatile boolean abandoned;

    ConnectorHost(String name, HostServices services) {
        this.name = name;
        this.services = services;
        this.thread = new HostThread(name);
        this.tasks = new HostedTasks(name, services);
    }

    HostThread thread() {
        return thread;
    }

    /** Brings about what the config topic now says. */
    Future<?> refresh() {
        return thread.submit("applying the configuration of connector " + name, this::reconcile);
    }

    Future<?> restart(RestartPlan plan) {
        return thread.submit("restarting connector " + name, () -> {
            tasks.stop(plan.tasks(), services.shutdownTimeout());
            if (plan.connector()) {
                stopConnector();
            }
            reconcile();
        });
    }

    /** Stops everything and leaves the statuses as the last word of a worker that goes away. */
    Future<?> shutDown() {
        return thread.submit("stopping connector " + name, () -> {
            tasks.stopAll(services.shutdownTimeout());
            stopConnector();
        });
    }

    /** Gives up on a plugin that does not return: what it may still do reaches nobody. From any thread. */
    void abandon() {
        abandoned = true;
        tasks.stopAll(Duration.ZERO);
        thread.abandon();
    }

    @Override
    public void reconfigurationRequested(ConnectorInstance from) {
        thread.execute(() -> {
            if (from == connector) {
                division = Division.OUTDATED;
                reconcile();
            }
        });
    }

    @Override
    public void errorRaised(ConnectorInstance from, Exception error) {
        thread.execute(() -> {
            if (from == connector && state instanceof Instance.Running running) {
                failed(running.config(), from.version(), error);
            }
        });
    }

    private void reconcile() {
        for (var step = next(); step.isPresent() && !abandoned; step = next()) {
            LOG.debug("Connector {}: {}", name, step.get().getClass().getSimpleName());
            take(step.get());
        }
        var snapshot = services.configs().snapshot();
        if (snapshot.config(name).isEmpty() && !abandoned) {
            services.statuses().remove(name);
        } else if (snapshot.target(name) == TargetState.STOPPED && !abandoned) {
            services.statuses()
                    .connector(
                            name,
                            ConnectorState.STOPPED,
                            stoppedVersion(snapshot.config(name).orElseThrow()));
        }
    }

    private Optional<Step> next() {
        var snapshot = services.configs().snapshot();
        var wanted = new Wanted(snapshot.config(name), snapshot.target(name), snapshot.tasks(name));
        return NextStep.decide(wanted, new Actual(state, division, tasks.actual()));
    }

    private void take(Step step) {
        if (step instanceof Step.StopTasks stop) {
            stopTasks(stop.tasks());
        } else if (step instanceof Step.StartTask start) {
            tasks.start(
                    start.task(),
                    start.settings(),
                    start.paused(),
                    type(start.settings().connector()));
        } else if (step instanceof Step.PauseTasks pause) {
            tasks.pause(pause.tasks());
        } else if (step instanceof Step.ResumeTasks resume) {
            tasks.resume(resume.tasks());
        } else if (step instanceof Step.StopConnector) {
            stopConnector();
        } else if (step instanceof Step.StartConnector start) {
            startConnector(start.config());
        } else if (step instanceof Step.PauseConnector pause) {
            stopConnector();
            state = new Instance.Paused(pause.config());
            services.statuses().connector(name, ConnectorState.PAUSED, stoppedVersion(pause.config()));
        } else if (step instanceof Step.DivideWork && state instanceof Instance.Running running) {
            divideWork(running.config());
        }
    }

    private void stopTasks(Set<Integer> ids) {
        tasks.stop(ids, services.shutdownTimeout());
        var left = services.configs().snapshot().tasks(name).size();
        ids.stream()
                .filter(id -> id >= left)
                .forEach(id -> services.statuses().removeTask(new ConnectorTaskId(name, id)));
    }

    private void startConnector(Map<String, String> config) {
        var version = UNDEFINED;
        try {
            var resolved = services.providers().resolve(config);
            var plugin = services.connectors().connector(config);
            version = plugin.version();
            mask = services.connectors().mask(plugin, resolved);
            var instance = ConnectorInstance.create(
                    name, plugin, resolved, services.offsets(), services.pluginMetrics(), this);
            connector = instance;
            instance.start();
            if (!abandoned) {
                started(config, version);
            }
        } catch (RuntimeException | LinkageError e) {
            services.counts().connectorFailed();
            failed(config, version, e);
        }
    }

    private void started(Map<String, String> config, String version) {
        state = new Instance.Running(config);
        division = Division.OUTDATED;
        failedDivisions = 0;
        services.counts().connectorStarted();
        services.statuses().connector(name, ConnectorState.RUNNING, version);
    }

    private void failed(Map<String, String> config, String version, Throwable cause) {
        state = new Instance.Failed(config);
        if (!abandoned) {
            var trace = mask.apply(StatusBoard.trace(cause));
            LOG.error("Connector {} has failed: {}", name, trace);
            services.statuses().connectorFailed(name, trace, version);
        }
    }

    private void stopConnector() {
        var instance = connector;
        connector = null;
        state = new Instance.Stopped();
        if (instance != null) {
            instance.stop();
        }
    }

    private void divideWork(Map<String, String> config) {
        var instance = Objects.requireNonNull(connector, "a running connector has an object");
        try {
            var max = Integer.parseInt(
                    config.getOrDefault(ConnectorKeys.TASKS_MAX, "1").trim());
            var enforce = !"false"
                    .equalsIgnoreCase(config.getOrDefault(ConnectorKeys.TASKS_MAX_ENFORCE, "true")
                            .trim());
            store(instance.taskConfigs(max, enforce), config);
            division = Division.CURRENT;
            failedDivisions = 0;
        } catch (TooManyTasksException e) {
            failed(config, instance.version(), e);
        } catch (RuntimeException | LinkageError e) {
            divideLater(instance, e);
        }
    }

    /** Not if the connector was stopped or reconfigured meanwhile: then what it answered is about the past. */
    private void store(List<Map<String, String>> configs, Map<String, String> of) {
        synchronized (services.configs()) {
            var snapshot = services.configs().snapshot();
            var current = snapshot.target(name) == TargetState.STARTED
                    && snapshot.config(name).filter(of::equals).isPresent();
            if (current && !abandoned && !(configs.equals(snapshot.tasks(name)) && snapshot.isConsistent(name))) {
                services.configs().putTasks(name, configs);
            }
        }
    }

    private void divideLater(ConnectorInstance instance, Throwable cause) {
        division = Division.WAITING;
        var delay = RetryDelay.after(++failedDivisions);
        LOG.warn(
                "Connector {} could not say what its tasks are to do; asking again in {} ms: {}",
                name,
                delay.toMillis(),
                mask.apply(StatusBoard.trace(cause)));
        thread.schedule(() -> reconfigurationRequested(instance), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private ConnectorType type(Map<String, String> config) {
        return services.connectors().type(config);
    }

    private String stoppedVersion(Map<String, String> config) {
        try {
            Plugin<Connector> plugin = services.connectors().connector(config);
            return plugin.version();
        } catch (RequestException e) {
            return UNDEFINED;
        }
    }
}
