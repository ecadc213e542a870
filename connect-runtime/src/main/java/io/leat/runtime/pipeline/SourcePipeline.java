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
            if (transforms.splits()) {
                return Outcome.of(convert(polled, transforms.split(polled)));
            }
            var transformed = transforms.run(polled);
            return transformed == null ? new Outcome.Filtered<>() : new Outcome.Passed<>(convert(polled, transformed));
        } catch (StepFailed e) {
            return e.outcome(policy);
        }
    }

    private Outgoing convert(SourceRecord polled, SourceRecord transformed) throws StepFailed {
        var outgoing = new Outgoing(polled, transformed);
        converters.run(outgoing);
        return outgoing;
    }

    private List<Outgoing> convert(SourceRecord polled, List<SourceRecord> pieces) throws StepFailed {
        var converted = new ArrayList<Outgoing>(pieces.size());
        for (var piece : pieces) {
            converted.add(convert(polled, piece));
        }
        return converted;
    }

    @Override
    public void close() {
        transforms.close();
        converters.close();
    }
}
