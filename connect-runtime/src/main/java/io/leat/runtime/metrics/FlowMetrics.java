package io.leat.runtime.metrics;

/** Records through one task. */
public sealed interface FlowMetrics permits SourceMetrics, SinkMetrics {

    /** Adds the present figures. */
    void addTo(Samples samples);
}
