package io.leat.runtime.connector;

import io.leat.runtime.config.ConfigProviders;
import io.leat.runtime.config.ConnectorConfigs;
import io.leat.runtime.state.ConfigStore;
import io.leat.runtime.state.SourceOffsets;
import io.leat.runtime.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.metrics.Metrics;

/**
 * What hosts work with.
 *
 * @param pluginMetrics registry for the metrics that connectors register themselves
 * @param figures puts those of each connector on show
 * @param topics told of each topic that a task uses
 * @param random from 0 to 1; spreads restarts in time
 * @param shutdownTimeout for a connector's tasks together to stop before they are abandoned
 */
public record HostServices(
        ConfigStore configs,
        StatusBoard statuses,
        ConnectorConfigs connectors,
        ConfigProviders providers,
        Tasks tasks,
        SourceOffsets offsets,
        Metrics pluginMetrics,
        ConnectorFigures figures,
        TopicUse topics,
        StartCounts counts,
        Clock clock,
        DoubleSupplier random,
        Duration shutdownTimeout) {}
