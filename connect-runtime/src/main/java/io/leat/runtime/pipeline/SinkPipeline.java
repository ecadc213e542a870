package io.leat.runtime.pipeline;

import io.leat.runtime.log.LogRecord;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Takes a record of the log through key, value and header converter, then through the transforms. One thread's. */
public final class SinkPipeline implements AutoCloseable {

    private final Chain<Incoming> converters;
    private final TransformChain<SinkRecord> transforms;
    private final BackToBytes backToBytes;
    private final ErrorPolicy policy;

    SinkPipeline(
            Chain<Incoming> converters,
            TransformChain<SinkRecord> transforms,
            BackToBytes backToBytes,
            ErrorPolicy policy) {
        this.converters = converters;
        this.transforms = transforms;
        this.backToBytes = backToBytes;
        this.policy = policy;
    }

    public ErrorPolicy policy() {
        return policy;
    }

    public Outcome<SinkRecord> process(LogRecord record) {
        try {
            var incoming = new Incoming(record);
            converters.run(incoming);
            return transform(sinkRecord(incoming), 0, record);
        } catch (StepFailed e) {
            return e.outcome(policy);
        }
    }

    /**
     * Goes on with a record that failed at a step.
     *
     * @param original what it was made from
     */
    public Outcome<SinkRecord> resume(SinkRecord record, String transform, LogRecord original) {
        try {
            return transform(record, transforms.indexOf(transform), original);
        } catch (StepFailed e) {
            return e.outcome(policy);
        }
    }

    private Outcome<SinkRecord> transform(SinkRecord converted, int first, LogRecord original) throws StepFailed {
        if (transforms.splits()) {
            return Outcome.of(traceable(transforms.split(converted, first).list(), original));
        }
        var transformed = transforms.run(converted, first);
        return transformed == null ? new Outcome.Filtered<>() : new Outcome.Passed<>(traceable(transformed, original));
    }

    private List<SinkRecord> traceable(List<SinkRecord> pieces, LogRecord original) {
        if (pieces.size() < 2 || policy.deadLetters().isEmpty()) {
            return pieces.stream().map(piece -> traceable(piece, original)).toList();
        }
        return IntStream.range(0, pieces.size())
                .<SinkRecord>mapToObj(
                        i -> new OriginalSinkRecord(pieces.get(i), original, Held.piece(i, pieces.size())))
                .toList();
    }

    private SinkRecord traceable(SinkRecord record, LogRecord original) {
        return policy.deadLetters().isPresent() ? new OriginalSinkRecord(record, original, "") : record;
    }

    /** The record of the log that a sink's record goes back to; converted back if the connector made it itself. */
    public LogRecord original(SinkRecord record) {
        return record instanceof OriginalSinkRecord known ? known.original() : backToBytes.apply(record);
    }

    private static SinkRecord sinkRecord(Incoming incoming) {
        var record = incoming.record;
        return new SinkRecord(
                record.partition().topic(),
                record.partition().partition(),
                incoming.key.schema(),
                incoming.key.value(),
                incoming.value.schema(),
                incoming.value.value(),
                record.offset(),
                timestamp(record),
                record.timestampType(),
                incoming.headers);
    }

    /** A record without a timestamp, as old clients write them, has none for the connector either. */
    private static @Nullable Long timestamp(LogRecord record) {
        return record.timestampType() == TimestampType.NO_TIMESTAMP_TYPE || record.timestamp() < 0
                ? null
                : record.timestamp();
    }

    @Override
    public void close() {
        converters.close();
        transforms.close();
    }
}
