package io.leat.runtime.metrics;

import io.leat.runtime.Metrics.Kind;
import io.leat.runtime.Metrics.Sample;
import java.util.List;
import java.util.Map;

/** Collects samples of one group: {@code leat_<group>_<name>} with the same labels on each. */
record Samples(String group, Map<String, String> labels, List<Sample> list) {

    void add(String name, String help, Kind kind, double value) {
        list.add(new Sample("leat_" + group + "_" + name, help, kind, labels, value));
    }
}
