package io.leat.runtime;

import java.util.Map;

/** A task and the configuration its connector gave it, references to secrets unresolved. */
public record TaskInfo(ConnectorTaskId id, Map<String, String> config) {

    public TaskInfo {
        config = Map.copyOf(config);
    }
}
