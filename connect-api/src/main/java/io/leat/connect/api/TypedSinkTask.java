package io.leat.connect.api;

import io.leat.connect.api.fault.InternalFault;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/** The task of every {@link TypedSinkConnector}; workers make it, authors never do. */
public final class TypedSinkTask extends SinkTask {

    private @Nullable SinkWriter writer;

    @Override
    public String version() {
        return JarVersion.of(getClass());
    }

    @Override
    public void start(Map<String, String> props) {
        try {
            TypedSinkConnector<?> connector = Opener.connector(props, TypedSinkConnector.class);
            writer = connector.open(props, context);
        } catch (Exception e) {
            throw Opener.asRuntime(e, "Opening the sink");
        }
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        run("Opening partitions", open -> open.opened(partitions));
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        run("Writing to the sink", open -> open.put(records));
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        try {
            return started().preCommit(currentOffsets);
        } catch (Exception e) {
            throw Opener.asRuntime(e, "Preparing the commit of offsets");
        }
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        if (writer != null) {
            run("Closing partitions", open -> open.closed(partitions));
        }
    }

    @Override
    public void stop() {
        var open = writer;
        writer = null;
        if (open != null) {
            try {
                open.close();
            } catch (Exception e) {
                throw Opener.asRuntime(e, "Closing the sink");
            }
        }
    }

    private void run(String doing, Step step) {
        try {
            step.on(started());
        } catch (Exception e) {
            throw Opener.asRuntime(e, doing);
        }
    }

    private SinkWriter started() {
        if (writer == null) {
            throw new InternalFault("The sink's task was used before its start or after its stop");
        }
        return writer;
    }

    private interface Step {
        void on(SinkWriter writer) throws Exception;
    }
}
