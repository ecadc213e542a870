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
                return new Outcome.Failed<>(Failure.at(Stage.KAFKA_PRODUCE, e.className(), e.reason())
                        .holding(Held.after(record.transformed())));
            }
        }
        return Outcome.of(sent);
    }

    private Outgoing sent(Outgoing record) {
        var intercepted = extensions.intercept(record);
        topics.ensure(intercepted.topic());
        return extensions.place(intercepted);
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
