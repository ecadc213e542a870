package io.leat.runtime.task;

import io.leat.runtime.ledger.Counts;
import io.leat.runtime.ledger.Fate;
import io.leat.runtime.log.Appended;
import io.leat.runtime.log.LogWriter;
import io.leat.runtime.pipeline.Outgoing;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Records of one poll, or of a part of it, in the connector's order: as polled, and as bytes unless left out. */
final class PolledBatch implements Outbox.Parcel {

    /** What a record takes beside its bytes. */
    private static final int OVERHEAD = 64;

    /** What a record that is left out may take: its size is not known, for it was not converted. */
    private static final int LEFT_OUT = 1024;

    private @Nullable SourceRecord[] polled;
    private @Nullable Outgoing[] outgoing;
    private @Nullable Fate @Nullable [] fates;
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
        put(record.polled(), record);
    }

    /** What a record was split into: only with the last piece is the record done with. */
    void addPieces(List<Outgoing> pieces) {
        for (var i = 0; i < pieces.size() - 1; i++) {
            put(null, pieces.get(i));
        }
        add(pieces.get(pieces.size() - 1));
    }

    /** A record that is not written but counts as done. */
    void leaveOut(SourceRecord record, Fate fate) {
        put(record, null);
        fate(size - 1, fate);
    }

    private void fate(int index, Fate fate) {
        var known = fates;
        if (known == null || index >= known.length) {
            known = known == null ? new Fate[polled.length] : Arrays.copyOf(known, polled.length);
            fates = known;
        }
        known[index] = fate;
    }

    private void put(@Nullable SourceRecord done, @Nullable Outgoing record) {
        if (size == polled.length) {
            var room = Math.max(4, size * 2);
            polled = Arrays.copyOf(polled, room);
            outgoing = Arrays.copyOf(outgoing, room);
        }
        polled[size] = done;
        outgoing[size] = record;
        bytes += record == null ? LEFT_OUT : record.bytes() + OVERHEAD;
        size++;
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
                fate(i, Fate.SKIPPED);
            }
        }
    }

    /** What became of the records, as far as it is known: the log may still refuse some. */
    Counts counts() {
        var done = 0;
        var written = 0;
        var leftOut = Counts.NONE;
        for (var i = 0; i < size; i++) {
            done += polled[i] == null ? 0 : 1;
            written += outgoing[i] == null ? 0 : 1;
        }
        if (fates != null) {
            leftOut = leftOut(fates);
        }
        return leftOut.plus(new Counts(done, 0, size - done, 0, 0, 0, written));
    }

    private Counts leftOut(@Nullable Fate[] known) {
        var counts = Counts.NONE;
        for (var i = 0; i < Math.min(size, known.length); i++) {
            var fate = known[i];
            if (fate != null) {
                counts = counts.with(fate, 1);
            }
        }
        return counts;
    }

    private boolean isAdded(LogWriter writer, Outgoing record) {
        try {
            add(writer, record);
            return true;
        } catch (RecordTooLargeException | UnknownTopicOrPartitionException | InvalidTopicException e) {
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
            var record = polled[i];
            // Most connectors give every record of a poll the same map: one look then does.
            if (record != null && record.sourcePartition() != null && record.sourcePartition() != partition) {
                partition = record.sourcePartition();
                if (!into.containsKey(partition)) {
                    into.put(partition, record.sourceOffset());
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

    /** Told what became of the records. */
    interface Acknowledgement {

        /**
         * @param polled the record that is done with; null for a piece of one with more to come
         * @param metadata where the record or piece is; null if it was left out
         */
        void done(@Nullable SourceRecord polled, @Nullable RecordMetadata metadata);
    }
}
