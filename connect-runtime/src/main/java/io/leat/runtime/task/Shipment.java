package io.leat.runtime.task;

import io.leat.runtime.log.Appended;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/** Parcels that go out in one append; the append may be repeated. */
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

    private final List<P> parcels;
    private final long bytes;
    private volatile CompletableFuture<Appended> append;

    /** @param bytes that the parcels took when they were sent */
    Shipment(List<P> parcels, long bytes, CompletableFuture<Appended> append) {
        this.parcels = parcels;
        this.bytes = bytes;
        this.append = append;
    }

    List<P> parcels() {
        return parcels;
    }

    long bytes() {
        return bytes;
    }

    CompletableFuture<Appended> append() {
        return append;
    }

    void append(CompletableFuture<Appended> repeated) {
        append = repeated;
    }

    /** Where the records are; only once the append is durable. */
    Appended appended() {
        return append.join();
    }
}
