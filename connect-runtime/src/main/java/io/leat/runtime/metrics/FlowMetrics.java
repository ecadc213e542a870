package io.leat.runtime.metrics;

import java.util.Map;

/** Records through one task. */
public sealed interface FlowMetrics permits SourceMetrics, SinkMetrics {

    /** Polled from a source, or read from the log; of a source the bytes are not known. */
    Throughput in();

    /** Durable in the log, or put to a sink; of a sink the bytes are not known. */
    Throughput out();

    /** The figures, under a task's tags. */
    Figures describe(Map<String, String> tags);
}
