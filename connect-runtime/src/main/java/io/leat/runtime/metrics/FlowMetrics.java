package io.leat.runtime.metrics;

import java.util.Map;

/** Records through one task. */
public sealed interface FlowMetrics permits SourceMetrics, SinkMetrics {

    /** The figures, under a task's tags. */
    Figures describe(Map<String, String> tags);
}
