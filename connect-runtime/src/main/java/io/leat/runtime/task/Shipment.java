package io.leat.runtime.task;

import io.leat.runtime.log.Appended;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/** Parcels that go out in one append; the append may be repeated if it is a whole one. */
final class Shipment<P> {

    /** Of an append that had no records. */
    static final Appended NOTHING = new Appended() {
        @Override
        public int count() {
            return 0;
        }

        @Override
        public TopicPartition partition(int record) {
            throw new IndexOutOfBoundsException(record);
        }

        @Override
        public long offset(int record) {
            throw new IndexOutOfBoundsException(record);
        }

        @Override
        public long timestamp(int record) {
            throw new IndexOutOfBoundsException(record);
        }
    };

    /** What the append is to the transaction. */
    enum Kind {
        /** One or several transactions. */
        WHOLE,
        /** A transaction goes on. */
        PART,
        /** What comes last in a transaction that came in parts: with it all of them are committed. */
        LAST,
        /** No append: the parts before are aborted. */
        ABORT
    }

    private final List<P> parcels;
    private final long bytes;
    private final Kind kind;
    private volatile CompletableFuture<Appended> append;

    /** @param bytes that the parcels took when they were sent */
    Shipment(List<P> parcels, long bytes, CompletableFuture<Appended> append, Kind kind) {
        this.parcels = parcels;
        this.bytes = bytes;
        this.kind = kind;
        this.append = append;
    }

    List<P> parcels() {
        return parcels;
    }

    long bytes() {
        return bytes;
    }

    Kind kind() {
        return kind;
    }

    CompletableFuture<Appended> append() {
        return append;
    }

    void append(CompletableFuture<Appended> repeated) {
        append = repeated;
    }

    /** Whether all of it is in the log. */
    boolean isDurable() {
        return append.isDone() && !append.isCompletedExceptionally();
    }

    /** Where the records are; only once the append is durable. */
    Appended appended() {
        return append.join();
    }
}
