package io.leat.connect.api;

import io.leat.connect.api.offset.OffsetCodec;
import io.leat.connect.api.settings.SettingInfo;
import io.leat.connect.api.settings.SettingsException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceTaskContext;

/**
 * A source: a settings record, an offset record and the method that opens a task's reader. An ordinary Kafka Connect
 * connector comes of it, for any worker.
 *
 * <p>A task is opened by another instance of the class than the one that was started, often in another process: {@link
 * #open} uses its arguments and no field. The class needs a public constructor without parameters.
 *
 * @param <S> the settings record
 * @param <O> the offset record
 */
public abstract class TypedSourceConnector<S extends Record, O extends Record> extends SourceConnector {

    private final TypedConfig<S> typed;
    private final OffsetCodec<O> offsets;
    private Map<String, String> config = Map.of();

    protected TypedSourceConnector(Class<S> settings, Class<O> offset) {
        this.typed = new TypedConfig<>(settings, this);
        this.offsets = OffsetCodec.of(offset);
    }

    /**
     * Opens one task. Called on the task's thread.
     *
     * @throws Exception if the task cannot start; a {@link io.leat.connect.api.fault.ConnectorFault} says why best
     */
    protected abstract SourceReader open(S settings, SourceStart<O> start) throws Exception;

    /** How the work is divided; one task unless overridden. Called after the settings were checked. */
    protected List<Share> divide(S settings, int maxTasks) {
        return Share.equal(1);
    }

    /**
     * Judges a source partition that a user wants to give an offset to, or to reset. Accepts everything unless overridden.
     *
     * @throws IllegalArgumentException saying what a partition of this connector looks like
     */
    protected void checkPartition(S settings, Map<String, ?> partition) {}

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
        return TypedSourceTask.class;
    }

    @Override
    public final List<Map<String, String>> taskConfigs(int maxTasks) {
        var task = new HashMap<>(config);
        task.put(Opener.CONNECTOR_CLASS, getClass().getName());
        return divide(typed.parse(config), maxTasks).stream()
                .map(share -> share.putInto(task))
                .toList();
    }

    /** Accepts every offset that the offset record accepts; a null offset resets its partition. */
    @Override
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> altered) {
        var settings = typed.parse(connectorConfig);
        altered.forEach((partition, offset) -> {
            try {
                checkPartition(settings, partition);
                if (offset != null) {
                    offsets.decode(offset);
                }
            } catch (IllegalArgumentException e) {
                throw new ConnectException("Source partition " + partition + ": " + e.getMessage(), e);
            }
        });
        return true;
    }

    final SourceReader open(Map<String, String> props, SourceTaskContext context) throws Exception {
        return open(typed.parse(props), new SourceStart<>(Share.from(props), offsets, context));
    }
}
