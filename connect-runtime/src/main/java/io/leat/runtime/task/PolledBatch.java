package io.leat.runtime.task;

import io.leat.runtime.log.Appended;
import io.leat.runtime.log.LogWriter;
import io.leat.runtime.pipeline.Outgoing;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Records of one poll, or of a part of it, in the connector's order: as polled, and as bytes unless left out. */
final class PolledBatch implements Outbox.Parcel {

    private final SourceRecord[] polled;
    private final @Nullable Outgoing[] outgoing;
    private final Rejection rejection;
    private int size;
    private long bytes;
    private @Nullable RuntimeException failure;

    /** @param rejection decides about a record that the log does not take */
    PolledBatch(int capacity, Rejection rejection) {
        this.polled = new SourceRecord[capacity];
        this.outgoing = new Outgoing[capacity];
        this.rejection = rejection;
    }

    /** What to do with a record that the log does not take. */
    interface Rejection {

        /** Another try after the cause was removed, such as a topic that had to be made again. @return false if not */
        boolean isCured(Outgoing record, KafkaException cause);

        /** @return empty if the record is left out, else how the task has to end */
        Optional<RuntimeException> judge(Outgoing record, KafkaException cause);
    }

    void add(Outgoing record) {
        polled[size] = record.polled();
        outgoing[size] = record;
        bytes += record.bytes();
        size++;
    }

    /** A record that is not written but counts as done. */
    void leaveOut(SourceRecord record) {
        polled[size++] = record;
    }

    int size() {
        return size;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    /** How the task has to end, if the log did not take a record; the batch then ends before that record. */
    @Override
    public Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void addTo(LogWriter writer) {
        for (var i = 0; i < size; i++) {
            var record = outgoing[i];
            if (record != null && !isAdded(writer, record)) {
                if (failure != null) {
                    size = i;
                    return;
                }
                outgoing[i] = null;
            }
        }
    }

    private boolean isAdded(LogWriter writer, Outgoing record) {
        try {
            add(writer, record);
            return true;
        } catch (KafkaException e) {
            if (rejection.isCured(record, e)) {
                add(writer, record);
                return true;
            }
            failure = rejection.judge(record, e).orElse(null);
            return false;
        }
    }

    private static void add(LogWriter writer, Outgoing record) {
        var partition = record.partition();
        writer.add(
                record.topic(),
                partition == null ? LogWriter.ANY_PARTITION : partition,
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
    }

    /** Puts, for each source partition, the position after this batch, unless there is a later one already. */
    void positions(Map<Map<String, ?>, @Nullable Map<String, ?>> into) {
        @Nullable Map<String, ?> partition = null;
        for (var i = size - 1; i >= 0; i--) {
            // Most connectors give every record of a poll the same map: one look then does.
            if (polled[i].sourcePartition() != partition && polled[i].sourcePartition() != null) {
                partition = polled[i].sourcePartition();
                if (!into.containsKey(partition)) {
                    into.put(partition, polled[i].sourceOffset());
                }
            }
        }
    }

    /** Tells the receiver of each record, in order. @return the index in the append after this batch's records */
    int acknowledge(Appended appended, int first, Acknowledgement receiver) {
        var index = first;
        for (var i = 0; i < size; i++) {
            var record = outgoing[i];
            receiver.done(polled[i], record == null ? null : metadata(record, appended, index++));
        }
        return index;
    }

    private static RecordMetadata metadata(Outgoing record, Appended appended, int index) {
        return new RecordMetadata(
                appended.partition(index),
                appended.offset(index),
                0,
                appended.timestamp(index),
                size(record.key()),
                size(record.value()));
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? -1 : bytes.length;
    }

    /** Told of records that are done with. */
    interface Acknowledgement {

        /** @param metadata where the record is; null if it was left out */
        void done(SourceRecord polled, @Nullable RecordMetadata metadata);
    }
}
