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
     * Closes the open append and hands it over. The future completes with the records' positions once they are durable
     * (if the spec asks for it) and visible to readers, or fails with Kafka's exception: {@code KafkaStorageException}
     * (partition offline or disk full, {@code DiskFullException} tells), {@code ProducerFencedException}, {@code
     * OutOfOrderSequenceException}. An atomic append that failed leaves nothing that a reader could see.
     */
    CompletableFuture<Appended> append();

    /** Drops the open append. */
    void discard();

    /** Waits for appends under way, drops the open one, and releases what the writer holds. */
    @Override
    void close();
}
