package io.leat.runtime.state;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.TargetState;
import io.leat.runtime.log.Log;
import io.leat.runtime.log.LogRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The connectors' configurations, kept in the config topic. A change has taken effect when its method returns. */
public final class ConfigStore implements AutoCloseable {

    private final CompactedTopic topic;
    private volatile ConfigSnapshot snapshot = ConfigSnapshot.EMPTY;

    public ConfigStore(Log log, String topic) {
        var spec = new CompactedTopic.Spec(
                topic, "config.storage.topic", 1, 1, CompactedTopic.Writing.DURABLE, Duration.ZERO);
        this.topic = new CompactedTopic(log, spec, this::apply);
    }

    /** Reads what there is. @throws StateTopicException if the topic cannot be used */
    public void start() {
        topic.start();
    }

    public ConfigSnapshot snapshot() {
        return snapshot;
    }

    /** Stores a configuration, and a target state before it where one is given. */
    public void putConnector(String name, Map<String, String> config, Optional<TargetState> target) {
        var connector = new ConfigRecord.Connector(name, Optional.of(config));
        write(Stream.concat(
                target.map(state -> new ConfigRecord.Target(name, Optional.of(state))).stream(), Stream.of(connector)));
    }

    /** Deletes configuration and target state; the tasks' records stay and mean nothing. */
    public void removeConnector(String name) {
        write(Stream.of(
                new ConfigRecord.Connector(name, Optional.empty()), new ConfigRecord.Target(name, Optional.empty())));
    }

    /** Replaces a connector's tasks by these. */
    public void putTasks(String connector, List<Map<String, String>> configs) {
        var records = new ArrayList<ConfigRecord>();
        for (var i = 0; i < configs.size(); i++) {
            records.add(new ConfigRecord.Task(new ConnectorTaskId(connector, i), configs.get(i)));
        }
        records.add(new ConfigRecord.Commit(connector, configs.size()));
        write(records.stream());
    }

    public void putTarget(String connector, TargetState state) {
        write(Stream.of(new ConfigRecord.Target(connector, Optional.of(state))));
    }

    /** Leaves a trace of a restart, as Kafka Connect does; it changes no state. */
    public void putRestart(String connector, boolean includeTasks, boolean onlyFailed) {
        write(Stream.of(new ConfigRecord.Restart(connector, includeTasks, onlyFailed)));
    }

    private void write(Stream<ConfigRecord> records) {
        topic.writeAndApply(records.map(ConfigCodec::encode).toList());
    }

    private void apply(LogRecord record) {
        if (record.key() != null) {
            ConfigCodec.decode(new String(record.key(), StandardCharsets.UTF_8), record.value())
                    .ifPresent(decoded -> snapshot = snapshot.with(decoded));
        }
    }

    @Override
    public void close() {
        topic.close();
    }
}
