package io.leat.runtime.inspect;

import io.leat.runtime.Previews.Previewed;
import io.leat.runtime.pipeline.Outcome;
import io.leat.runtime.pipeline.Pipelines;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a trial shows, and what it needs for that. Filled by the trial's thread, read by any.
 *
 * @param most records to show
 * @param trace watches the pipelines
 */
record Findings(int most, PlainData data, Trace trace, Pipelines pipelines, List<Previewed> found) {

    static Findings of(TriedConnector connector, Pipelines pipelines, int most) {
        var data = new PlainData(connector.redaction());
        var trace = new Trace(data, connector.redaction());
        return new Findings(most, data, trace, pipelines.watchedBy(trace), new CopyOnWriteArrayList<>());
    }

    boolean isComplete() {
        return found.size() >= most;
    }

    /** The record that the trace has watched has come to its end. */
    <T> void add(Map<String, Object> position, Outcome<T> outcome) {
        found.add(trace.end(position, outcome));
    }
}
