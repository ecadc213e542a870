package io.leat.runtime.task;

import io.leat.runtime.client.ProducerExtensions;
import io.leat.runtime.ledger.Counts;
import io.leat.runtime.ledger.Fate;
import io.leat.runtime.letters.LetterState;
import io.leat.runtime.log.Appended;
import io.leat.runtime.log.LogWriter;
import io.leat.runtime.pipeline.Outgoing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Records of one poll, or of a part of it, in the connector's order: as polled, and as bytes unless left out. */
final class PolledBatch implements Parcel {

    private final Places places;
    private final Rejection rejection;
    /** What the log did not take, or was never given, and why. */
    private final List<Unwritten> unwritten = new ArrayList<>(0);

    private boolean replay;
    private @Nullable RuntimeException failure;

    private record Unwritten(Outgoing record, Exception why) {}

    /** @param rejection decides about a record that the log does not take */
    PolledBatch(int capacity, Rejection rejection) {
        this.places = new Places(capacity);
        this.rejection = rejection;
    }

    void add(Outgoing record) {
        places.put(record.polled(), record);
    }

    /** What a record was split into: only with the last piece is the record done with. */
    void addPieces(List<Outgoing> pieces) {
        for (var i = 0; i < pieces.size() - 1; i++) {
            places.put(null, pieces.get(i));
        }
        add(pieces.get(pieces.size() - 1));
    }

    /** A record that is not written but counts as done. */
    void leaveOut(SourceRecord record, Fate fate) {
        places.put(record, null);
        places.fate(places.last(), fate);
    }

    /** A record in whose place something else is written; it counts as done. */
    void replace(SourceRecord record, LogEntry instead) {
        places.put(record, null);
        places.fate(places.last(), Fate.DEAD_LETTERED);
        places.enter(places.last(), instead);
    }

    /**
     * What came of a dead letter: records that no poll gave, so that no position moves, and what was decided of it.
     *
     * @param state open if the replay failed
     */
    void addReplayed(List<Outgoing> records, LogEntry decision, LetterState state) {
        replay = true;
        records.forEach(record -> places.put(null, record));
        places.put(null, null);
        if (records.isEmpty()) {
            places.fate(places.last(), state == LetterState.OPEN ? Fate.DEAD_LETTERED : Fate.FILTERED);
        }
        places.enter(places.last(), decision);
    }

    /** The records that go out. */
    List<Outgoing> outgoing() {
        var records = new ArrayList<Outgoing>(places.size());
        for (var i = 0; i < places.size(); i++) {
            var record = places.outgoing(i);
            if (record != null) {
                records.add(record);
            }
        }
        return records;
    }

    int size() {
        return places.size();
    }

    @Override
    public long bytes() {
        return places.bytes();
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
        for (var i = 0; i < places.size(); i++) {
            var record = places.outgoing(i);
            if (record != null) {
                addRecord(writer, i, record);
            }
            var entry = failure == known ? places.entry(i) : null;
            if (entry != null) {
                addEntry(writer, entry);
            }
            if (failure != known) {
                places.endBefore(i);
                return;
            }
        }
    }

    /** Nothing is written of these records, but they count as done; their dead letters are dropped with them. */
    @Override
    public void drop() {
        outgoing().forEach(record -> unwritten.add(new Unwritten(record, new TransactionAbortedException())));
        for (var i = 0; i < places.size(); i++) {
            if (places.outgoing(i) != null || (places.polled(i) != null && places.entry(i) != null)) {
                places.fate(i, Fate.FILTERED);
            }
            places.leaveOut(i);
        }
        places.dropEntries();
    }

    /** What became of the records, as far as it is known: the log may still refuse some. */
    Counts counts() {
        return replay ? countsOfReplay() : countsOfPoll();
    }

    /** The last place is that of the decision: there were as many pieces as there are others. */
    private Counts countsOfReplay() {
        var written = 0;
        var counts = new Counts(1, 1, Math.max(0, places.size() - 2), 0, 0, 0, 0);
        for (var i = 0; i < places.size(); i++) {
            var fate = places.fate(i);
            written += places.outgoing(i) == null ? 0 : 1;
            counts = fate == null ? counts : counts.with(fate, 1);
        }
        return counts.plus(new Counts(0, 0, 0, 0, 0, 0, written));
    }

    private Counts countsOfPoll() {
        var counts = new BatchCounts();
        for (var i = 0; i < places.size(); i++) {
            counts.add(places.polled(i) != null, places.outgoing(i) != null, places.fate(i));
        }
        return counts.counts();
    }

    /** As {@link #counts}, if the batch were {@link #drop dropped}. */
    Counts countsIfDropped() {
        var now = counts();
        var dropped = now.delivered() + now.deadLettered();
        return new Counts(now.read(), now.replayed(), now.split(), now.filtered() + dropped, 0, now.skipped(), 0);
    }

    private void addRecord(LogWriter writer, int place, Outgoing record) {
        try {
            add(writer, record);
        } catch (RecordTooLargeException | UnknownTopicOrPartitionException | InvalidTopicException e) {
            if (rejection.isCured(record, e)) {
                add(writer, record);
            } else {
                unwritten.add(new Unwritten(record, e));
                settle(place, rejection.judge(record, e));
            }
        }
    }

    private void settle(int place, Rejection.Verdict verdict) {
        if (verdict instanceof Rejection.Verdict.LeftOut leftOut) {
            places.leaveOut(place);
            places.fate(place, leftOut.instead() == null ? Fate.SKIPPED : Fate.DEAD_LETTERED);
            // Of a dead letter that is refused another decision is written, once, behind its other pieces.
            places.enter(replay ? places.last() : place, leftOut.instead());
        } else if (verdict instanceof Rejection.Verdict.End end) {
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
        for (var i = places.last(); i >= 0; i--) {
            var record = places.polled(i);
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
        for (var i = 0; i < places.size(); i++) {
            var record = places.outgoing(i);
            receiver.done(places.polled(i), record == null ? null : metadata(record, appended, index++));
            index += places.entry(i) == null ? 0 : 1;
        }
        return index;
    }

    /** Tells the extensions of the producer of each record, written or not. @param first and answer as above */
    int tell(Appended appended, int first, ProducerExtensions extensions) {
        var index = first;
        for (var i = 0; i < places.size(); i++) {
            var record = places.outgoing(i);
            if (record != null) {
                extensions.written(record, metadata(record, appended, index++));
            }
            index += places.entry(i) == null ? 0 : 1;
        }
        unwritten.forEach(left -> extensions.unwritten(left.record(), left.why()));
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
