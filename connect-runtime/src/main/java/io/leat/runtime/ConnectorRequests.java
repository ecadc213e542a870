package io.leat.runtime;

import io.leat.runtime.Worker.PutResult;
import io.leat.runtime.assign.RestartPlan;
import io.leat.runtime.config.ConnectorConfigs;
import io.leat.runtime.config.ConnectorKeys;
import io.leat.runtime.config.ShownConfigs;
import io.leat.runtime.connector.ConnectorHosts;
import io.leat.runtime.connector.StatusBoard;
import io.leat.runtime.state.ConfigSnapshot;
import io.leat.runtime.state.ConfigStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that change connectors. Each one writes what is wanted to the config topic and then lets the connector's host
 * bring it about. Writes exclude each other on the store's monitor; checks, which may take long, come before.
 */
final class ConnectorRequests {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorRequests.class);

    private final ConfigStore configs;
    private final ConnectorConfigs checks;
    private final ShownConfigs shown;
    private final ConnectorHosts hosts;
    private final StatusBoard statuses;
    private final TimeLimit limit;

    ConnectorRequests(
            ConfigStore configs,
            ConnectorConfigs checks,
            ShownConfigs shown,
            ConnectorHosts hosts,
            StatusBoard statuses,
            TimeLimit limit) {
        this.configs = configs;
        this.checks = checks;
        this.shown = shown;
        this.hosts = hosts;
        this.statuses = statuses;
        this.limit = limit;
    }

    ConnectorInfo create(String name, Map<String, String> config, TargetState initialState) {
        var named = named(name, config);
        requireUnknown(name);
        checked(name, named, Map.of());
        var target = Optional.of(initialState).filter(state -> state != TargetState.STARTED);
        synchronized (configs) {
            requireUnknown(name);
            configs.putConnector(name, named, target);
        }
        hosts.refresh(name);
        return info(name, named);
    }

    PutResult put(String name, Map<String, String> config) {
        var named = named(name, config);
        var before = snapshot().config(name);
        var whole = checked(name, named, before.orElse(Map.of()));
        boolean created;
        synchronized (configs) {
            requireStillCurrent(name, before, !whole.equals(named));
            created = snapshot().config(name).isEmpty();
            configs.putConnector(name, whole, Optional.empty());
        }
        hosts.refresh(name);
        return new PutResult(created, info(name, whole));
    }

    ConnectorInfo patch(String name, Map<String, @Nullable String> patch) {
        var merged = new LinkedHashMap<>(config(name));
        patch.forEach((key, value) -> {
            if (value == null) {
                merged.remove(key);
            } else {
                merged.put(key, value);
            }
        });
        return put(name, merged).info();
    }

    void delete(String name) {
        synchronized (configs) {
            config(name);
            configs.removeConnector(name);
        }
        hosts.settle(name);
    }

    void pause(String name) {
        target(name, TargetState.PAUSED);
        hosts.refresh(name);
    }

    void resume(String name) {
        target(name, TargetState.STARTED);
        hosts.refresh(name);
    }

    /** The tasks go first, so that a worker that reads only half of it starts none. */
    void stop(String name) {
        synchronized (configs) {
            requireKnown(name, "Unknown connector " + name);
            if (!snapshot().tasks(name).isEmpty() || !snapshot().isConsistent(name)) {
                configs.putTasks(name, List.of());
            }
            configs.putTarget(name, TargetState.STOPPED);
        }
        hosts.settle(name);
    }

    private void target(String name, TargetState state) {
        synchronized (configs) {
            requireKnown(name, "Unknown connector " + name);
            configs.putTarget(name, state);
        }
    }

    void restart(String name) {
        requireKnown(name, "Unknown connector: " + name);
        configs.putRestart(name, false, false);
        hosts.restartShortly(name, new RestartPlan(true, Set.of()));
    }

    ConnectorStatus restart(String name, boolean includeTasks, boolean onlyFailed) {
        requireKnown(name, "Unknown connector: " + name);
        configs.putRestart(name, includeTasks, onlyFailed);
        var before = statuses.of(name, checks.type(config(name)));
        var plan = RestartPlan.of(before, includeTasks, onlyFailed);
        var after = plan.applyTo(before);
        statuses.restarting(after);
        hosts.restartSoon(name, plan);
        return after;
    }

    void restartTask(ConnectorTaskId id) {
        requireKnown(id.connector(), "Unknown connector: " + id.connector());
        if (!snapshot().taskIds(id.connector()).contains(id)) {
            throw new RequestException.NotFound("Unknown task: " + id);
        }
        hosts.restartShortly(id.connector(), new RestartPlan(false, Set.of(id.task())));
    }

    /** @return the configuration with what is stored of it in place of hidden values */
    private Map<String, String> checked(String name, Map<String, String> config, Map<String, String> stored) {
        var plugin = config.getOrDefault(ConnectorKeys.CONNECTOR_CLASS, "");
        return limit.call("validating " + plugin, "validating the configuration of connector " + name, () -> {
            var whole = shown.restore(config, stored);
            var result = checks.validate(whole);
            ConnectorConfigs.requireValid(result);
            result.warnings().forEach(warning -> LOG.warn("Connector {}: {}", name, warning));
            return whole;
        });
    }

    /** A secret that was changed during the check must not be changed back. */
    private void requireStillCurrent(String name, Optional<Map<String, String>> before, boolean restored) {
        if (restored && !snapshot().config(name).equals(before)) {
            throw new RequestException.Conflict("The configuration of connector " + name
                    + " has changed while this request was checked: read it and send the request again");
        }
    }

    private static Map<String, String> named(String name, Map<String, String> config) {
        var given = config.getOrDefault(ConnectorKeys.NAME, name);
        if (!given.equals(name)) {
            throw new RequestException.Invalid("Connector name configuration (" + given
                    + ") doesn't match connector name in the URL (" + name + ")");
        }
        var named = new LinkedHashMap<>(config);
        named.put(ConnectorKeys.NAME, name);
        return named;
    }

    private ConnectorInfo info(String name, Map<String, String> config) {
        return new ConnectorInfo(name, shown.show(config), snapshot().taskIds(name), checks.type(config));
    }

    private Map<String, String> config(String name) {
        return snapshot()
                .config(name)
                .orElseThrow(() -> new RequestException.NotFound("Connector " + name + " not found"));
    }

    private void requireKnown(String name, String message) {
        if (snapshot().config(name).isEmpty()) {
            throw new RequestException.NotFound(message);
        }
    }

    private void requireUnknown(String name) {
        if (snapshot().config(name).isPresent()) {
            throw new RequestException.Conflict("Connector " + name + " already exists");
        }
    }

    private ConfigSnapshot snapshot() {
        return configs.snapshot();
    }
}
