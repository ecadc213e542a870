package io.leat.runtime.inspect;

import io.leat.runtime.Taps.Tapped;
import io.leat.runtime.pipeline.Outgoing;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Shows a sample of one task's records to whoever looks; as long as nobody does, it costs one look per batch. */
public final class TaskTap {

    private final int task;
    private final List<OpenTap> taps;
    private final PlainData data;

    TaskTap(int task, List<OpenTap> taps, PlainData data) {
        this.task = task;
        this.taps = taps;
        this.data = data;
    }

    public boolean isOpen() {
        return !taps.isEmpty();
    }

    /** Records on their way into the log. */
    public void sent(List<Outgoing> records) {
        offer(records, this::tapped);
    }

    /** Records that a connector has taken. */
    public void delivered(List<SinkRecord> records) {
        offer(records, this::tapped);
    }

    /** Shows what is admitted, evenly out of the whole batch. */
    private <T> void offer(List<T> records, Function<T, Tapped> show) {
        for (var tap : taps) {
            var admitted = tap.admit(records.size());
            for (var i = 0; i < admitted; i++) {
                tap.offer(show.apply(records.get((int) ((long) i * records.size() / admitted))));
            }
        }
    }

    private Tapped tapped(Outgoing record) {
        return new Tapped(task, data.position(record.polled()), data.of(record), 0);
    }

    private Tapped tapped(SinkRecord record) {
        var origin = new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
        return new Tapped(task, Positions.of(origin, record.originalKafkaOffset()), data.of(record), 0);
    }
}
