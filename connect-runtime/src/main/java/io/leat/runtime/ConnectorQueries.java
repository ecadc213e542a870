package io.leat.runtime;

import io.leat.runtime.config.ConnectorConfigs;
import io.leat.runtime.config.ShownConfigs;
import io.leat.runtime.connector.StatusBoard;
import io.leat.runtime.state.ConfigSnapshot;
import io.leat.runtime.state.ConfigStore;
import io.leat.runtime.state.StatusStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests that only read what is known of connectors; what they show of configurations is without secrets. */
final class ConnectorQueries {

    private final ConfigStore configs;
    private final StatusStore store;
    private final StatusBoard statuses;
    private final ConnectorConfigs checks;
    private final ShownConfigs shown;

    ConnectorQueries(
            ConfigStore configs, StatusStore store, StatusBoard statuses, ConnectorConfigs checks, ShownConfigs shown) {
        this.configs = configs;
        this.store = store;
        this.statuses = statuses;
        this.checks = checks;
        this.shown = shown;
    }

    List<String> names() {
        return List.copyOf(snapshot().configs().keySet());
    }

    ConnectorInfo connector(String name) {
        var snapshot = snapshot();
        var config = config(snapshot, name);
        return new ConnectorInfo(name, shown.show(config), snapshot.taskIds(name), checks.type(config));
    }

    ConnectorStatus status(String name) {
        var config = snapshot()
                .config(name)
                .orElseThrow(() -> new RequestException.NotFound("No status found for connector " + name));
        return statuses.of(name, checks.type(config));
    }

    /** Empty where the connector was deleted meanwhile. */
    Optional<ConnectorStatus> statusIfAny(String name) {
        return snapshot().config(name).map(config -> statuses.of(name, checks.type(config)));
    }

    /** As the configuration names it. */
    String className(String name) {
        return snapshot()
                .config(name)
                .map(config -> config.getOrDefault("connector.class", ""))
                .orElse("");
    }

    int taskCount() {
        return snapshot().configs().keySet().stream()
                .flatMap(name -> statusIfAny(name).stream())
                .mapToInt(status -> status.tasks().size())
                .sum();
    }

    ConnectorStatus.TaskStatus taskStatus(ConnectorTaskId id) {
        return statuses.of(id).orElseThrow(() -> new RequestException.NotFound("No status found for task " + id));
    }

    List<TaskInfo> tasks(String name) {
        var snapshot = snapshot();
        var config = config(snapshot, name);
        var tasks = new ArrayList<TaskInfo>();
        for (var id : snapshot.taskIds(name)) {
            tasks.add(
                    new TaskInfo(id, shown.showTask(config, snapshot.tasks(name).get(id.task()))));
        }
        return tasks;
    }

    Collection<String> activeTopics(String name) {
        return store.topics(name);
    }

    private static Map<String, String> config(ConfigSnapshot snapshot, String name) {
        return snapshot.config(name)
                .orElseThrow(() -> new RequestException.NotFound("Connector " + name + " not found"));
    }

    private ConfigSnapshot snapshot() {
        return configs.snapshot();
    }
}
