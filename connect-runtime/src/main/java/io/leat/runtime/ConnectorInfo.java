package io.leat.runtime;

import java.util.List;
import java.util.Map;

/** A connector as registered: its configuration with references to secrets unresolved, and its tasks. */
public record ConnectorInfo(String name, Map<String, String> config, List<ConnectorTaskId> tasks, ConnectorType type) {

    public ConnectorInfo {
        config = Map.copyOf(config);
        tasks = List.copyOf(tasks);
    }
}
