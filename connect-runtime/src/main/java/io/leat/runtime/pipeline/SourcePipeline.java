package io.leat.runtime.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/** Takes a connector's record through its transforms, then through header, key and value converter. One thread's. */
public final class SourcePipeline implements AutoCloseable {

    private final TransformChain<SourceRecord> transforms;
    private final Chain<Outgoing> converters;
    private final ErrorPolicy policy;

    SourcePipeline(TransformChain<SourceRecord> transforms, Chain<Outgoing> converters, ErrorPolicy policy) {
        this.transforms = transforms;
        this.converters = converters;
        this.policy = policy;
    }

    public ErrorPolicy policy() {
        return policy;
    }

    public Outcome<Outgoing> process(SourceRecord polled) {
        try {
            return process(polled, 0);
        } catch (StepFailed e) {
            return e.outcome(policy);
        }
    }

    /** Goes on with a record that failed at a step. */
    public Outcome<Outgoing> resume(SourceRecord record, String transform) {
        try {
            return process(record, transforms.indexOf(transform));
        } catch (StepFailed e) {
            return e.outcome(policy);
        }
    }

    private Outcome<Outgoing> process(SourceRecord polled, int first) throws StepFailed {
        if (transforms.splits()) {
            return Outcome.of(convert(polled, transforms.split(polled, first)));
        }
        var transformed = transforms.run(polled, first);
        return transformed == null
                ? new Outcome.Filtered<>()
                : new Outcome.Passed<>(convert(polled, transformed, Held.after(transformed)));
    }

    /** @param whole what failed, if a converter fails */
    private Outgoing convert(SourceRecord polled, SourceRecord transformed, Held whole) throws StepFailed {
        try {
            var outgoing = new Outgoing(polled, transformed);
            converters.run(outgoing);
            return outgoing;
        } catch (StepFailed e) {
            throw e.holding(whole);
        }
    }

    private List<Outgoing> convert(SourceRecord polled, TransformChain.Pieces<SourceRecord> pieces) throws StepFailed {
        var converted = new ArrayList<Outgoing>(pieces.list().size());
        var all = pieces.list();
        for (var i = 0; i < all.size(); i++) {
            converted.add(convert(polled, all.get(i), pieces.whole().at(i, all.size())));
        }
        return converted;
    }

    @Override
    public void close() {
        transforms.close();
        converters.close();
    }
}
