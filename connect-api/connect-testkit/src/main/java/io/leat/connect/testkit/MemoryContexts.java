package io.leat.connect.testkit;

import java.util.Map;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnectorContext;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** The worker's side of connectors and source tasks. */
final class MemoryContexts {

    private MemoryContexts() {}

    static PluginMetrics metrics() {
        return new PluginMetricsImpl(new Metrics(), Map.of());
    }

    /** For a source's connector. */
    record ForSource(OffsetStorageReader offsetStorageReader, PluginMetrics pluginMetrics)
            implements SourceConnectorContext {

        @Override
        public void requestTaskReconfiguration() {}

        @Override
        public void raiseError(Exception failure) {
            throw new ConnectException("The connector raised an error", failure);
        }
    }

    /** For a sink's connector. */
    record ForSink(PluginMetrics pluginMetrics) implements SinkConnectorContext {

        @Override
        public void requestTaskReconfiguration() {}

        @Override
        public void raiseError(Exception failure) {
            throw new ConnectException("The connector raised an error", failure);
        }
    }

    /** For a source's task. */
    record ForSourceTask(
            Map<String, String> configs, OffsetStorageReader offsetStorageReader, PluginMetrics pluginMetrics)
            implements SourceTaskContext {}
}
