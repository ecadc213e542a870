package io.leat.runtime.connector;

import io.leat.runtime.ConnectorState;
import io.leat.runtime.TargetState;
import io.leat.runtime.assign.Actual.Division;
import io.leat.runtime.assign.Actual.Instance;
import io.leat.runtime.assign.RetryDelay;
import io.leat.runtime.config.ResolvedConfig;
import io.leat.runtime.config.SecretMask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connector's object as its host sees it: whether it runs, and whether its division of work is up to date. Used by the
 * host's thread alone, but for {@link #abandon}.
 */
final class HostedConnector {

    private static final Logger LOG = LoggerFactory.getLogger(HostedConnector.class);
    private static final String UNDEFINED = "undefined";

    private final String name;
    private final HostServices services;
    private final ConnectorInstance.Listener listener;
    private final Consumer<Throwable> onFailure;
    private Instance state = new Instance.None();
    private Division division = Division.OUTDATED;
    private int failedDivisions;
    private @Nullable ConnectorInstance instance;
    private SecretMask mask = SecretMask.NONE;
    private Instant startedAt = Instant.EPOCH;
    private Optional<ResolvedConfig> inUse = Optional.empty();
    private volatile boolean abandoned;

    /** @param onFailure told on the host's thread when the connector has failed */
    HostedConnector(
            String name, HostServices services, ConnectorInstance.Listener listener, Consumer<Throwable> onFailure) {
        this.name = name;
        this.services = services;
        this.listener = listener;
        this.onFailure = onFailure;
    }

    Instance state() {
        return state;
    }

    Division division() {
        return division;
    }

    /** From now on nothing of what this does is stored or reported. */
    void abandon() {
        abandoned = true;
    }

    /** Of the last start. */
    Instant startedAt() {
        return startedAt;
    }

    /** Of what it was started with. */
    Optional<Duration> timeToLive() {
        return inUse.flatMap(ResolvedConfig::timeToLive);
    }

    /** Whether it runs with a configuration that comes to something else by now. */
    boolean hasChanged(ReferenceWatch watch) {
        return state instanceof Instance.Running running
                && inUse.filter(resolved -> watch.hasChanged(running.config(), resolved))
                        .isPresent();
    }

    void start(Map<String, String> config) {
        startedAt = services.clock().instant();
        var version = UNDEFINED;
        try {
            var resolved = services.providers().resolve(config);
            inUse = Optional.of(resolved);
            var plugin = services.connectors().connector(config);
            version = plugin.version();
            mask = services.connectors().mask(plugin, resolved);
            services.connectors().requireAllowed(plugin, resolved);
            var created = ConnectorInstance.create(
                    name, plugin, resolved, services.offsets(), services.pluginMetrics(), mask, listener);
            instance = created;
            created.start();
            if (abandoned) {
                stop(created);
            } else {
                started(config, version);
            }
        } catch (Throwable e) {
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

    void stop() {
        var stopping = instance;
        instance = null;
        inUse = Optional.empty();
        state = new Instance.Stopped();
        if (stopping != null) {
            stop(stopping);
        }
    }

    /** Whatever the plugin throws is logged: the object is gone in any case. */
    private void stop(ConnectorInstance stopping) {
        try {
            stopping.stop();
        } catch (Throwable e) {
            LOG.warn("Connector {} did not stop cleanly: {}", name, mask.trace(e));
        }
    }

    /** A paused connector has no object. */
    void pause(Map<String, String> config) {
        stop();
        state = new Instance.Paused(config);
        services.statuses().connector(name, ConnectorState.PAUSED, installedVersion(config));
    }

    void reportStopped(Map<String, String> config) {
        if (!abandoned) {
            services.statuses().connector(name, ConnectorState.STOPPED, installedVersion(config));
        }
    }

    private String installedVersion(Map<String, String> config) {
        try {
            return services.connectors().connector(config).version();
        } catch (RuntimeException | Error e) { // it is only for display
            return UNDEFINED;
        }
    }

    /** The word of an object that was stopped since means nothing. */
    boolean isCurrent(ConnectorInstance from) {
        return from == instance;
    }

    void outdate() {
        division = Division.OUTDATED;
    }

    void fail(String version, Exception error) {
        if (state instanceof Instance.Running running) {
            failed(running.config(), version, error);
        }
    }

    private void failed(Map<String, String> config, String version, Throwable cause) {
        state = new Instance.Failed(config);
        if (!abandoned) {
            var trace = mask.trace(cause);
            LOG.error("Connector {} has failed: {}", name, trace);
            services.statuses().connectorFailed(name, trace, version);
            onFailure.accept(cause);
        }
    }

    /**
     * Asks a running connector for its tasks and stores them.
     *
     * @return how long to wait before it is asked again, if it could not answer
     */
    Optional<Duration> divideWork() {
        var running = Objects.requireNonNull(instance, "a running connector has an object");
        var config = ((Instance.Running) state).config();
        try {
            store(running.taskConfigs(), config);
            division = Division.CURRENT;
            failedDivisions = 0;
        } catch (TooManyTasksException e) {
            failed(config, running.version(), e);
        } catch (Throwable e) {
            return Optional.of(divideLater(e));
        }
        return Optional.empty();
    }

    private Duration divideLater(Throwable cause) {
        division = Division.WAITING;
        var delay = RetryDelay.after(++failedDivisions);
        LOG.warn(
                "Connector {} could not say what its tasks are to do; asking again in {} ms: {}",
                name,
                delay.toMillis(),
                mask.trace(cause));
        return delay;
    }

    /** Not if the connector was stopped or reconfigured meanwhile: then what it answered is about the past. */
    private void store(List<Map<String, String>> tasks, Map<String, String> of) {
        synchronized (services.configs()) {
            var snapshot = services.configs().snapshot();
            var current = snapshot.target(name) == TargetState.STARTED
                    && snapshot.config(name).filter(of::equals).isPresent();
            var known = tasks.equals(snapshot.tasks(name)) && snapshot.isConsistent(name);
            if (current && !known && !abandoned) {
                services.configs().putTasks(name, tasks);
            }
        }
    }
}
