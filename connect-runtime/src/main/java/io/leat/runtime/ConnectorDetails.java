package io.leat.runtime;

import io.leat.runtime.config.ConnectorConfigs;
import io.leat.runtime.connector.ConnectorHosts;
import io.leat.runtime.state.ConfigStore;
import io.leat.runtime.task.Tasks;
import java.util.List;
import java.util.Map;

/** Joins what the tasks, the connector's host and the log know. */
final class ConnectorDetails implements Details {

    private final ConfigStore configs;
    private final ConnectorConfigs checks;
    private final ConnectorHosts hosts;
    private final Tasks tasks;
    private final GroupAdmin groups;
    private final PositionSettings settings;

    ConnectorDetails(
            ConfigStore configs,
            ConnectorConfigs checks,
            ConnectorHosts hosts,
            Tasks tasks,
            GroupAdmin groups,
            PositionSettings settings) {
        this.configs = configs;
        this.checks = checks;
        this.hosts = hosts;
        this.tasks = tasks;
        this.groups = groups;
        this.settings = settings;
    }

    @Override
    public ConnectorDetail of(String connector) {
        var config = configs.snapshot()
                .config(connector)
                .orElseThrow(() -> new RequestException.NotFound("Connector " + connector + " not found"));
        return new ConnectorDetail(hosts.busy(connector), lag(connector, config), tasks.details(connector));
    }

    private List<GroupAdmin.Lag> lag(String connector, Map<String, String> config) {
        return checks.type(config) == ConnectorType.SINK
                ? groups.describe(SinkOffsets.group(connector, settings.of(config)))
                        .map(GroupAdmin.Group::lags)
                        .orElse(List.of())
                : List.of();
    }
}
