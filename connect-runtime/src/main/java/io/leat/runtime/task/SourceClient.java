package io.leat.runtime.task;

import io.leat.runtime.client.PlacementException;
import io.leat.runtime.client.ProducerExtensions;
import io.leat.runtime.pipeline.Failure;
import io.leat.runtime.pipeline.Held;
import io.leat.runtime.pipeline.Outcome;
import io.leat.runtime.pipeline.Outgoing;
import io.leat.runtime.pipeline.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes converted records through the extensions of the producer: interceptors first, then, since it may ask for a topic's
 * partitions, the topic is made and the partitioner chooses. Where there are none, records pass untouched.
 */
record SourceClient(ProducerExtensions extensions, SourceTopics topics) implements AutoCloseable {

    /** A partitioner that fails ends the task, whatever {@code errors.tolerance} says, as in Kafka Connect. */
    Outcome<Outgoing> send(Outcome<Outgoing> outcome) {
        if (extensions.isEmpty()) {
            return outcome;
        }
        if (outcome instanceof Outcome.Passed<Outgoing> passed) {
            return sent(List.of(passed.result()));
        }
        return outcome instanceof Outcome.Split<Outgoing> split ? sent(split.results()) : outcome;
    }

    private Outcome<Outgoing> sent(List<Outgoing> records) {
        var sent = new ArrayList<Outgoing>(records.size());
        for (var record : records) {
            try {
                sent.add(sent(record));
            } catch (PlacementException e) {
                sent.forEach(piece -> extensions.unwritten(piece, e));
                return new Outcome.Failed<>(Failure.at(Stage.KAFKA_PRODUCE, e.className(), e.reason())
                        .holding(Held.after(record.transformed())));
            }
        }
        return Outcome.of(sent);
    }

    private Outgoing sent(Outgoing record) {
        var intercepted = extensions.intercept(record);
        try {
            topics.ensure(intercepted.topic());
            return extensions.place(intercepted);
        } catch (RuntimeException e) {
            extensions.refused(intercepted, reason(e));
            throw e;
        }
    }

    private static Exception reason(RuntimeException failure) {
        return failure instanceof PlacementException placement && placement.reason() instanceof Exception own
                ? own
                : failure;
    }

    /**
     * Tells the extensions, at the end of the task, of all records that they have not heard of.
     *
     * @param left appends that nobody has acknowledged; what is durable of them is in the log
     * @param why all else is not
     */
    void conclude(List<Shipment<PolledBatch>> left, Exception why) {
        if (listens()) {
            left.stream().filter(Shipment::isDurable).forEach(this::tell);
            extensions.conclude(why);
        }
    }

    private void tell(Shipment<PolledBatch> shipment) {
        var index = 0;
        for (var batch : shipment.parcels()) {
            index = batch.tell(shipment.appended(), index, extensions);
        }
    }

    /** Whether anybody wants to know what becomes of records. */
    boolean listens() {
        return extensions.listens();
    }

    @Override
    public void close() {
        extensions.close();
    }
}
