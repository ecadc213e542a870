package io.leat.runtime;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The worker: hosts connectors and answers for them. The methods may be called from any thread and return within the
 * worker's request timeout; they throw {@link RequestException} and nothing else for a request that cannot be carried
 * out. Semantics are those of Kafka Connect 4.3's REST API, method by method.
 */
public interface Worker extends AutoCloseable {

    /** Reads configs, offsets and statuses from the log and starts what they name. Returns when REST may be served. */
    void start();

    /** Stops all tasks and connectors, flushes their offsets, and returns; bounded by the graceful shutdown timeout. */
    @Override
    void close();

    WorkerInfo info();

    Health health();

    /** Connector names in alphabetical order. */
    List<String> connectors();

    ConnectorInfo connector(String name);

    /** Validates, stores and starts a new connector. {@code config} may lack {@code name}; a different one is Invalid. */
    ConnectorInfo create(String name, Map<String, String> config, TargetState initialState);

    /**
     * As {@link #create}, but it goes on from these positions (KIP-995). It is created stopped, gets its offsets, and only
     * then the state asked for; where the offsets are refused nothing of it remains.
     *
     * @param offsets at least one; as {@link #alterOffsets} takes them
     */
    CreatedAt createAt(
            String name, Map<String, String> config, TargetState initialState, List<ConnectorOffset> offsets);

    /** Creates or replaces; {@link PutResult#created} tells which. */
    PutResult putConfig(String name, Map<String, String> config);

    /** Merges {@code patch} into the configuration; a null value deletes its key. */
    ConnectorInfo patchConfig(String name, Map<String, @Nullable String> patch);

    /** Removes configuration, target state and statuses; offsets and groups stay. */
    void delete(String name);

    ConnectorStatus status(String name);

    ConnectorStatus.TaskStatus taskStatus(ConnectorTaskId id);

    List<TaskInfo> tasks(String name);

    /** Restarts the connector instance alone. */
    void restart(String name);

    /** Restarts connector and tasks as asked and returns the status with RESTARTING where a restart follows. */
    ConnectorStatus restart(String name, boolean includeTasks, boolean onlyFailed);

    void restartTask(ConnectorTaskId id);

    void pause(String name);

    void resume(String name);

    /** Stops the tasks and removes them; the configuration stays. */
    void stop(String name);

    /** Topics the connector has used since the last reset; empty for an unknown connector, as in Kafka Connect. */
    Collection<String> activeTopics(String name);

    void resetActiveTopics(String name);

    List<ConnectorOffset> offsets(String name);

    /** @return the message for the caller: whether the connector itself confirmed the change */
    String alterOffsets(String name, List<ConnectorOffset> offsets);

    String resetOffsets(String name);

    List<PluginInfo> plugins(boolean connectorsOnly);

    /** @param version a Maven-style range, or empty for the latest */
    List<ConfigKeyInfo> pluginConfig(String plugin, Optional<String> version);

    ValidationResult validate(String plugin, Map<String, String> config);

    InstalledFolders pluginFolders();

    /** Tries configurations. */
    Previews previews();

    /** Lets one look at the records of running connectors. */
    Taps taps();

    TopicAdmin topics();

    GroupAdmin groups();

    /** What connectors and tasks are really doing. */
    Details details();

    DeadLetterQueue deadLetters();

    Metrics metrics();

    /** What became of every record. */
    Ledger ledger();

    /** @param version the Kafka Connect version whose API is answered, with Leat's own version beside it */
    record WorkerInfo(String version, String commit, String clusterId, String leatVersion, String workerId) {}

    /** @param status {@code healthy}, {@code starting} or {@code unhealthy} */
    record Health(String status, String message) {}

    /** @param created false when an existing connector's configuration was replaced */
    record PutResult(boolean created, ConnectorInfo info) {}
}
