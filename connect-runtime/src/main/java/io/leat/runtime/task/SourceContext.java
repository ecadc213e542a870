package io.leat.runtime.task;

import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** What a source task may ask of the worker. Transactions are the worker's affair: each poll is one. */
record SourceContext(Map<String, String> configs, OffsetStorageReader offsetStorageReader, PluginMetrics pluginMetrics)
        implements SourceTaskContext {

    /** Without the configuration: it holds secrets. */
    @Override
    public String toString() {
        return "SourceContext";
    }
}
