package io.leat.runtime.task;

import io.leat.runtime.ledger.Counts;
import io.leat.runtime.ledger.Fate;
import io.leat.runtime.letters.LetterState;
import io.leat.runtime.log.Appended;
import io.leat.runtime.log.LogWriter;
import io.leat.runtime.pipeline.Outgoing;
import java.util.ArrayList;
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
final class PolledBatch implements Parcel {

    /** What a record takes beside its bytes. */
    private static final int OVERHEAD = 64;

    /** What a record that is left out may take: its size is not known, for it was not converted. */
    private static final int LEFT_OUT = 1024;

    private @Nullable SourceRecord[] polled;
    private @Nullable Outgoing[] outgoing;
    private @Nullable Fate @Nullable [] fates;

    /** What the worker writes after, or instead of, the record at the same place; as long as the others, if needed. */
    private @Nullable LogEntry[] entries = new LogEntry[0];

    private final Rejection rejection;
    private boolean replay;
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

        /** What becomes of the record instead. */
        Verdict judge(Outgoing record, KafkaException cause);

        /** What the worker writes is not taken either. @return how the task has to end */
        RuntimeException unwritable(LogEntry entry, KafkaException cause);

        /** Makes a topic of the worker's again that was deleted meanwhile. */
        void recreate(LogEntry entry);
    }

    /** What becomes of a record that the log does not take. */
    sealed interface Verdict {

        /** It is left out. @param instead what is written in its place, a dead letter for instance */
        record LeftOut(@Nullable LogEntry instead) implements Verdict {}

        /** The task has to end. */
        record End(RuntimeException failure) implements Verdict {}
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

    /** A record in whose place something else is written; it counts as done. */
    void replace(SourceRecord record, LogEntry instead) {
        put(record, null);
        fate(size - 1, Fate.DEAD_LETTERED);
        enter(size - 1, instead);
    }

    /**
     * What came of a dead letter: records that no poll gave, so that no position moves, and what was decided of it.
     *
     * @param state open if the replay failed
     */
    void addReplayed(List<Outgoing> records, LogEntry decision, LetterState state) {
        replay = true;
        records.forEach(record -> put(null, record));
        put(null, null);
        if (records.isEmpty()) {
            fate(size - 1, state == LetterState.OPEN ? Fate.DEAD_LETTERED : Fate.FILTERED);
        }
        enter(size - 1, decision);
    }

    private void enter(int place, @Nullable LogEntry entry) {
        if (entry != null || place < entries.length) {
            if (place >= entries.length) {
                entries = Arrays.copyOf(entries, Math.max(place + 1, polled.length));
            }
            bytes += entry == null ? 0 : entry.bytes() + OVERHEAD;
            entries[place] = entry;
        }
    }

    private @Nullable LogEntry entry(int place) {
        return place < entries.length ? entries[place] : null;
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

    /** The records that go out. */
    List<Outgoing> outgoing() {
        var records = new ArrayList<Outgoing>(size);
        for (var i = 0; i < size; i++) {
            var record = outgoing[i];
            if (record != null) {
                records.add(record);
            }
        }
        return records;
    }

    int size() {
        return size;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    /**
     * How the task has to end, if the log did not take a record. The batch then ends before that record, though pieces of
     * it may be added: the append has to be filled anew.
     */
    @Override
    public Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void addTo(LogWriter writer) {
        var known = failure;
        for (var i = 0; i < size; i++) {
            var record = outgoing[i];
            if (record != null) {
                addRecord(writer, i, record);
            }
            var entry = failure == known ? entry(i) : null;
            if (entry != null) {
                addEntry(writer, entry);
            }
            if (failure != known) {
                size = begin(i);
                return;
            }
        }
    }

    /** Nothing is written of these records, but they count as done; their dead letters are dropped with them. */
    @Override
    public void drop() {
        for (var i = 0; i < size; i++) {
            if (outgoing[i] != null || (polled[i] != null && entry(i) != null)) {
                fate(i, Fate.FILTERED);
            }
            outgoing[i] = null;
        }
        entries = new LogEntry[0];
    }

    /** What became of the records, as far as it is known: the log may still refuse some. */
    Counts counts() {
        return replay ? countsOfReplay() : countsOfPoll();
    }

    /** The last place is that of the decision: there were as many pieces as there are others. */
    private Counts countsOfReplay() {
        var written = 0;
        var counts = new Counts(1, 1, Math.max(0, size - 2), 0, 0, 0, 0);
        for (var i = 0; i < size; i++) {
            var fate = fates != null && i < fates.length ? fates[i] : null;
            written += outgoing[i] == null ? 0 : 1;
            counts = fate == null ? counts : counts.with(fate, 1);
        }
        return counts.plus(new Counts(0, 0, 0, 0, 0, 0, written));
    }

    private Counts countsOfPoll() {
        var counts = new BatchCounts();
        for (var i = 0; i < size; i++) {
            var fate = fates != null && i < fates.length ? fates[i] : null;
            counts.add(polled[i] != null, outgoing[i] != null, fate);
        }
        return counts.counts();
    }

    /** As {@link #counts}, if the batch were {@link #drop dropped}. */
    Counts countsIfDropped() {
        var now = counts();
        var dropped = now.delivered() + now.deadLettered();
        return new Counts(now.read(), now.replayed(), now.split(), now.filtered() + dropped, 0, now.skipped(), 0);
    }

    /** The place of the first piece of the record that a place belongs to. */
    private int begin(int place) {
        var begin = place;
        while (begin > 0 && polled[begin - 1] == null && outgoing[begin - 1] != null) {
            begin--;
        }
        return begin;
    }

    private void addRecord(LogWriter writer, int place, Outgoing record) {
        try {
            add(writer, record);
        } catch (RecordTooLargeException | UnknownTopicOrPartitionException | InvalidTopicException e) {
            if (rejection.isCured(record, e)) {
                add(writer, record);
            } else {
                settle(place, rejection.judge(record, e));
            }
        }
    }

    private void settle(int place, Verdict verdict) {
        if (verdict instanceof Verdict.LeftOut leftOut) {
            outgoing[place] = null;
            fate(place, leftOut.instead() == null ? Fate.SKIPPED : Fate.DEAD_LETTERED);
            // Of a dead letter that is refused another decision is written, once, behind its other pieces.
            enter(replay ? size - 1 : place, leftOut.instead());
        } else if (verdict instanceof Verdict.End end) {
            failure = end.failure();
        }
    }

    private void addEntry(LogWriter writer, LogEntry entry) {
        try {
            try {
                entry.addTo(writer);
            } catch (UnknownTopicOrPartitionException e) {
                rejection.recreate(entry);
                entry.addTo(writer);
            }
        } catch (RecordTooLargeException | UnknownTopicOrPartitionException | InvalidTopicException e) {
            failure = rejection.unwritable(entry, e);
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
            index += entry(i) == null ? 0 : 1;
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
