package io.leat.runtime.connector;

import io.leat.runtime.config.SecretMask;
import io.leat.runtime.metrics.MaskedMetrics;
import io.leat.runtime.state.SourceOffsets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.connector.ConnectorContext;
import org.apache.kafka.connect.sink.SinkConnectorContext;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** What a connector sees of its host. After the connector has stopped, it says nothing to anyone. */
final class HostContext {

    private final PluginMetricsImpl metrics;
    private final PluginMetrics shownMetrics;
    private final ConnectorContext forPlugin;
    private volatile Attached attached = Attached.NOBODY;

    private record Attached(Runnable reconfigure, Consumer<Exception> raise) {
        static final Attached NOBODY = new Attached(() -> {}, error -> {});
    }

    private HostContext(String name, boolean source, SourceOffsets offsets, Metrics metrics, SecretMask mask) {
        var tags = new LinkedHashMap<String, String>();
        tags.put("connector", name);
        this.metrics = new PluginMetricsImpl(metrics, tags);
        this.shownMetrics = new MaskedMetrics(this.metrics, mask::apply);
        this.forPlugin = source ? new ForSource(new Offsets(name, offsets)) : new ForSink();
    }

    static HostContext create(
            String name, Connector connector, SourceOffsets offsets, Metrics metrics, SecretMask mask) {
        return new HostContext(name, connector instanceof SourceConnector, offsets, metrics, mask);
    }

    void attach(ConnectorInstance instance, ConnectorInstance.Listener listener) {
        attached = new Attached(
                () -> listener.reconfigurationRequested(instance), error -> listener.errorRaised(instance, error));
    }

    void detach() {
        attached = Attached.NOBODY;
    }

    ConnectorContext forPlugin() {
        return forPlugin;
    }

    /** Takes back the metrics that the connector has registered. */
    void close() {
        try {
            metrics.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Metrics in memory do no input or output", e);
        }
    }

    private abstract class Common implements ConnectorContext {

        @Override
        public void requestTaskReconfiguration() {
            attached.reconfigure().run();
        }

        @Override
        public void raiseError(Exception e) {
            attached.raise().accept(e);
        }

        @Override
        public PluginMetrics pluginMetrics() {
            return shownMetrics;
        }
    }

    private final class ForSink extends Common implements SinkConnectorContext {}

    private final class ForSource extends Common implements SourceConnectorContext {

        private final OffsetStorageReader reader;

        ForSource(OffsetStorageReader reader) {
            this.reader = reader;
        }

        @Override
        public OffsetStorageReader offsetStorageReader() {
            return reader;
        }
    }

    /** The connector's stored positions. */
    private record Offsets(String connector, SourceOffsets offsets) implements OffsetStorageReader {

        @Override
        @SuppressWarnings("NullAway") // Kafka's interface returns null for a partition without offset
        public <T> Map<String, Object> offset(Map<String, T> partition) {
            return offsets.read(connector, List.of(partition)).get(partition);
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
            var found = new LinkedHashMap<Map<String, T>, Map<String, Object>>();
            var stored = offsets.read(connector, partitions);
            for (var partition : partitions) {
                var offset = stored.get(partition);
                if (offset != null) {
                    found.put(partition, offset);
                }
            }
            return found;
        }
    }
}
