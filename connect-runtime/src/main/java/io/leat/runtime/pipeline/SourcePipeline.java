package io.leat.runtime.pipeline;

import org.apache.kafka.connect.source.SourceRecord;

/** Takes a connector's record through its transforms, then through header, key and value converter. One thread's. */
public final class SourcePipeline implements AutoCloseable {

    private final Chain<SourceRecord> transforms;
    private final Chain<Outgoing> converters;
    private final ErrorPolicy policy;

    SourcePipeline(Chain<SourceRecord> transforms, Chain<Outgoing> converters, ErrorPolicy policy) {
        this.transforms = transforms;
        this.converters = converters;
        this.policy = policy;
    }

    public ErrorPolicy policy() {
        return policy;
    }

    public Outcome<Outgoing> process(SourceRecord polled) {
        try {
            var transformed = transforms.run(polled);
            if (transformed == null) {
                return new Outcome.Filtered<>();
            }
            var outgoing = new Outgoing(polled, transformed);
            converters.run(outgoing);
            return new Outcome.Passed<>(outgoing);
        } catch (StepFailed e) {
            return e.outcome(policy);
        }
    }

    @Override
    public void close() {
        transforms.close();
        converters.close();
    }
}
