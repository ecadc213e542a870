package io.leat.runtime.log;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One task's way into the log: collects records, then appends them together. All methods are called by one thread;
 * futures complete on a thread of the log, so what is attached to them must not block.
 *
 * <p>Appends take effect in the order of their {@link #append()} calls and several may be under way at once. After one
 * has failed, all later ones of the same writer fail too, so that order and completeness hold: the caller opens a new
 * writer and starts again from its last durable position.
 */
public interface LogWriter extends AutoCloseable {

    /** Lets the log choose: by key as Kafka's default partitioner does, else one partition per append in turn. */
    int ANY_PARTITION = -1;

    /**
     * Adds a record to the open append. The arrays must not change afterwards.
     *
     * @param timestamp milliseconds since the epoch; negative for now
     * @throws org.apache.kafka.common.errors.RecordTooLargeException if it exceeds the topic's {@code
     *     max.message.bytes}; the open append is unchanged
     * @throws org.apache.kafka.common.errors.UnknownTopicOrPartitionException if there is no such partition; likewise
     */
    void add(
            String topic,
            int partition,
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Iterable<Header> headers);

    /** Records in the open append. */
    int pending();

    /** Bytes of keys, values and headers in the open append. */
    long pendingBytes();

    /**
     * Closes the open append and hands it over; commits the transaction that {@link #extend()} began, if any. The future completes with the records' positions once they are durable
     * (if the spec asks for it) and visible to readers, or fails with Kafka's exception: {@code KafkaStorageException}
     * (partition offline or disk full, {@code DiskFullException} tells), {@code ProducerFencedException}, {@code
     * OutOfOrderSequenceException}. An atomic append that failed leaves nothing that a reader could see.
     */
    CompletableFuture<Appended> append();

    /**
     * Closes the open append and hands it over as part of a transaction that goes on: its records lie in the log, hidden
     * from readers and in nobody's memory, until the next {@link #append()} commits them together with its own, or {@link
     * #abort()} or the end of this writer aborts them. For transactions that are too large, or take too long, to be
     * gathered in one append. Only for a writer with a transactional id. May wait for earlier appends and for the log.
     *
     * <p>While a transaction is open, readers do not get past its first record in any of its partitions.
     *
     * @return completes once the records are written; positions count from 0 for this call's records. Fails as {@link
     *     #append()}, and with {@code InvalidTxnStateException} when the transaction was aborted because it took longer
     *     than {@code transaction.timeout.ms}; after a failure the transaction is lost
     */
    CompletableFuture<Appended> extend();

    /**
     * Drops the open append and aborts the transaction that {@link #extend()} began, if any. Takes effect in the order of
     * the calls; what was appended before stays.
     */
    CompletableFuture<Void> abort();

    /** Drops the open append; a transaction that {@link #extend()} began stays open. */
    void discard();

    /** Waits for appends under way, drops the open one, aborts an open transaction, releases what the writer holds. */
    @Override
    void close();
}
