package io.leat.connect.api;

import io.leat.connect.api.settings.SettingInfo;
import io.leat.connect.api.settings.SettingsException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * A sink: a settings record and the method that opens a task's writer. An ordinary Kafka Connect connector comes of it,
 * for any worker.
 *
 * <p>A task is opened by another instance of the class than the one that was started, often in another process: {@link
 * #open} uses its arguments and no field. The class needs a public constructor without parameters.
 *
 * @param <S> the settings record
 */
public abstract class TypedSinkConnector<S extends Record> extends SinkConnector {

    private final TypedConfig<S> typed;
    private Map<String, String> config = Map.of();

    protected TypedSinkConnector(Class<S> settings) {
        this.typed = new TypedConfig<>(settings, this);
    }

    /**
     * Opens one task. Called on the task's thread, before any partition is assigned.
     *
     * @throws Exception if the task cannot start; a {@link io.leat.connect.api.fault.ConnectorFault} says why best
     */
    protected abstract SinkWriter open(S settings, SinkStart start) throws Exception;

    /** The tasks; as many as allowed unless overridden, the worker divides the topics' partitions among them. */
    protected List<Share> divide(S settings, int maxTasks) {
        return Share.equal(maxTasks);
    }

    /** Every setting, for documentation. */
    public final List<SettingInfo> settingInfos() {
        return typed.infos();
    }

    @Override
    public String version() {
        return JarVersion.of(getClass());
    }

    @Override
    public final ConfigDef config() {
        return typed.configDef();
    }

    @Override
    public final Config validate(Map<String, String> connectorConfigs) {
        return typed.validate(connectorConfigs);
    }

    /** @throws SettingsException with everything that is wrong */
    @Override
    public void start(Map<String, String> props) {
        typed.parse(props);
        config = new HashMap<>(props);
    }

    @Override
    public void stop() {}

    @Override
    public final Class<? extends Task> taskClass() {
        return TypedSinkTask.class;
    }

    @Override
    public final List<Map<String, String>> taskConfigs(int maxTasks) {
        var task = new HashMap<>(config);
        task.put(Opener.CONNECTOR_CLASS, getClass().getName());
        return divide(typed.parse(config), maxTasks).stream()
                .map(share -> share.putInto(task))
                .toList();
    }

    /** A sink that keeps no offsets of its own accepts every change; override where it does keep them. */
    @Override
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
        return true;
    }

    final SinkWriter open(Map<String, String> props, SinkTaskContext context) throws Exception {
        return open(typed.parse(props), new SinkStart(Share.from(props), context));
    }
}
