package io.leat.runtime.state;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.TargetState;
import java.util.Map;
import java.util.Optional;

/** What a record of the config topic says. */
public sealed interface ConfigRecord {

    /** A connector's configuration; empty where it was deleted. */
    record Connector(String name, Optional<Map<String, String>> config) implements ConfigRecord {}

    /** A task's configuration, in force once a {@link Commit} follows. */
    record Task(ConnectorTaskId id, Map<String, String> config) implements ConfigRecord {}

    /** The connector now has this many tasks, whose configurations came before. */
    record Commit(String connector, int tasks) implements ConfigRecord {}

    /** What a user wants of a connector; empty where that was deleted. */
    record Target(String connector, Optional<TargetState> state) implements ConfigRecord {}

    /** The number of tasks whose older instances were fenced off, in a cluster. */
    record Fencing(String connector, int tasks) implements ConfigRecord {}

    /** A wish, of no meaning once it lies in the past. */
    record Restart(String connector, boolean includeTasks, boolean onlyFailed) implements ConfigRecord {}

    /** A wish, of no meaning once it lies in the past. */
    record LoggerLevel(String logger, String level) implements ConfigRecord {}

    /** The key by which workers of a cluster sign requests to each other: secret, so kept as it is and never shown. */
    record SessionKey(byte[] json) implements ConfigRecord {
        @Override
        public String toString() {
            return "SessionKey";
        }
    }
}
