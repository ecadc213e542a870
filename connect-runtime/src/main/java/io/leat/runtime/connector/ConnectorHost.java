package io.leat.runtime.connector;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.NextRestart;
import io.leat.runtime.TargetState;
import io.leat.runtime.assign.Actual;
import io.leat.runtime.assign.NextStep;
import io.leat.runtime.assign.RestartPlan;
import io.leat.runtime.assign.Step;
import io.leat.runtime.assign.Wanted;
import io.leat.runtime.config.ConnectorKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connector and its tasks. All that concerns them happens on the host's own thread, in the order it was asked for; the
 * plugin's code runs there too and may block, which nobody but this connector notices.
 */
final class ConnectorHost implements ConnectorInstance.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorHost.class);

    private final String name;
    private final HostServices services;
    private final HostThread thread;
    private final HostedConnector connector;
    private final HostedTasks tasks;
    private final SelfHealing healing;
    private final ReferenceWatch references;
    private final Map<RestartPlan, Future<?>> restarts = new ConcurrentHashMap<>();
    private volatile boolean abandoned;

    ConnectorHost(String name, HostServices services) {
        this.name = name;
        this.services = services;
        this.thread = new HostThread(name);
        this.connector = new HostedConnector(name, services, this, this::connectorFailed);
        this.tasks = new HostedTasks(name, services, this::taskFailed);
        this.healing = new SelfHealing(services.clock(), services.random());
        this.references = new ReferenceWatch(name, services.providers(), thread, this::useChangedValues);
    }

    HostThread thread() {
        return thread;
    }

    /** Brings about what the config topic now says. */
    Future<?> refresh() {
        return thread.submit("applying the configuration of connector " + name, this::reconcile);
    }

    /** One that has not begun yet serves for all that ask for the same meanwhile. */
    Future<?> restart(RestartPlan plan) {
        return restarts.computeIfAbsent(plan, this::begin);
    }

    private Future<?> begin(RestartPlan plan) {
        return thread.submit("restarting connector " + name, () -> {
            restarts.remove(plan);
            stopTasks(plan.tasks());
            if (plan.connector()) {
                connector.stop();
            }
            reconcile();
        });
    }

    /** Stops everything; the statuses stay as they are for the next start. */
    Future<?> shutDown() {
        return thread.submit("stopping connector " + name, () -> {
            tasks.stopAll(services.shutdownTimeout());
            connector.stop();
        });
    }

    /** Gives up on a plugin that does not return: what it may still do reaches nobody. From any thread. */
    void abandon() {
        abandoned = true;
        connector.abandon();
        tasks.stopAll(Duration.ZERO);
        thread.abandon();
    }

    @Override
    public void reconfigurationRequested(ConnectorInstance from) {
        thread.execute(() -> {
            if (connector.isCurrent(from)) {
                connector.outdate();
                reconcile();
            }
        });
    }

    @Override
    public void errorRaised(ConnectorInstance from, Exception error) {
        thread.execute(() -> {
            if (connector.isCurrent(from)) {
                connector.fail(from.version(), error);
            }
        });
    }

    private void connectorFailed(Throwable cause) {
        var failed = connector.state();
        if (failed instanceof Actual.Instance.Failed of) {
            healing.after(SelfHealing.CONNECTOR, cause, connector.startedAt(), of.config())
                    .ifPresent(restart -> {
                        LOG.info("Connector {} is started again at {}", name, restart.due());
                        services.statuses().restartDue(name, restart);
                        later("starting connector " + name + " again", restart, () -> restartConnector(failed));
                    });
        }
    }

    private void restartConnector(Actual.Instance failed) {
        if (connector.state() == failed) {
            connector.stop();
            reconcile();
        }
    }

    /** On any thread. */
    private void taskFailed(int task, int generation, Throwable cause) {
        thread.execute(() -> tasks.startOf(task, generation).ifPresent(start -> heal(task, generation, cause, start)));
    }

    private void heal(int task, int generation, Throwable cause, Instant start) {
        var config = services.configs().snapshot().config(name);
        config.flatMap(of -> healing.after(task, cause, start, of)).ifPresent(restart -> {
            LOG.info("Task {}-{} is started again at {}", name, task, restart.due());
            services.statuses().restartDue(new ConnectorTaskId(name, task), restart);
            later("starting task " + name + "-" + task + " again", restart, () -> restartTask(task, generation));
        });
    }

    private void restartTask(int task, int generation) {
        if (tasks.startOf(task, generation).isPresent()) {
            stopTasks(Set.of(task));
            reconcile();
        }
    }

    private void later(String doing, NextRestart restart, Runnable action) {
        thread.schedule(doing, action, healing.until(restart));
    }

    private void reconcile() {
        try {
            takeSteps();
        } finally {
            lookAgain();
        }
    }

    private void lookAgain() {
        references.lookAfter(connector.timeToLive().or(tasks::timeToLive));
    }

    private void takeSteps() {
        for (var step = next(); step.isPresent() && !abandoned; step = next()) {
            LOG.debug("Connector {}: {}", name, step.get().getClass().getSimpleName());
            take(step.get());
        }
        var snapshot = services.configs().snapshot();
        var config = snapshot.config(name);
        if (config.isEmpty() && !abandoned) {
            services.statuses().remove(name);
        } else if (config.isPresent() && snapshot.target(name) == TargetState.STOPPED) {
            connector.reportStopped(config.get());
        }
    }

    private void useChangedValues() {
        try {
            stopWhatHasChanged();
            reconcile();
        } finally {
            lookAgain();
        }
    }

    /** Stops what runs with values that are no longer those of the providers, and nothing else. */
    private void stopWhatHasChanged() {
        var config = services.configs().snapshot().config(name).orElse(Map.of());
        if (!"none".equalsIgnoreCase(config.getOrDefault(ConnectorKeys.CONFIG_RELOAD, "restart"))) {
            var changed = tasks.changed(references);
            var connectorChanged = connector.hasChanged(references);
            if (connectorChanged || !changed.isEmpty()) {
                LOG.info(
                        "Values that the configuration of connector {} refers to have changed; restarting {}tasks {}",
                        name,
                        connectorChanged ? "it and " : "",
                        changed);
            }
            stopTasks(changed);
            if (connectorChanged) {
                connector.stop();
            }
        }
    }

    private Optional<Step> next() {
        var snapshot = services.configs().snapshot();
        var wanted = new Wanted(snapshot.config(name), snapshot.target(name), snapshot.tasks(name));
        return NextStep.decide(wanted, new Actual(connector.state(), connector.division(), tasks.actual()));
    }

    private void take(Step step) {
        if (step instanceof Step.StopTasks stop) {
            stopTasks(stop.tasks());
        } else if (step instanceof Step.StartTask start) {
            var type = services.connectors().type(start.settings().connector());
            tasks.start(start.task(), start.settings(), start.paused(), type);
        } else if (step instanceof Step.PauseTasks pause) {
            tasks.pause(pause.tasks());
        } else if (step instanceof Step.ResumeTasks resume) {
            tasks.resume(resume.tasks());
        } else if (step instanceof Step.StopConnector) {
            connector.stop();
        } else if (step instanceof Step.StartConnector start) {
            connector.start(start.config());
        } else if (step instanceof Step.PauseConnector pause) {
            connector.pause(pause.config());
        } else if (step instanceof Step.DivideWork) {
            connector.divideWork().ifPresent(this::divideAfter);
        }
    }

    private void divideAfter(Duration delay) {
        var refresh = (Runnable) () -> {
            connector.outdate();
            reconcile();
        };
        thread.schedule("asking connector " + name + " again to divide its work", refresh, delay);
    }

    private void stopTasks(Set<Integer> ids) {
        tasks.stop(ids, services.shutdownTimeout());
        var left = services.configs().snapshot().tasks(name).size();
        for (var id : ids) {
            var task = new ConnectorTaskId(name, id);
            if (id >= left) {
                services.statuses().removeTask(task);
            } else if (!abandoned) {
                services.statuses().taskStopped(task);
            }
        }
    }
}
