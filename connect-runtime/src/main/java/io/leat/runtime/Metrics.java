package io.leat.runtime;

import java.util.List;
import java.util.Map;

/** The worker's figures, read at the moment of the call; the names are Kafka Connect's where it has the figure. */
public interface Metrics {

    List<Sample> samples();

    /** What a sample counts: a total that only rises, or a value that comes and goes. */
    enum Kind {
        COUNTER,
        GAUGE
    }

    /**
     * One figure.
     *
     * @param name in Prometheus form, such as {@code leat_source_record_write_total}
     * @param labels label name to value, in a stable order
     */
    record Sample(String name, String help, Kind kind, Map<String, String> labels, double value) {}
}
