package io.leat.runtime.log;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads committed records in offset order, partition by partition. All methods but {@link #wakeup()} and {@link
 * #close()} are called by one thread.
 */
public interface LogReader extends AutoCloseable {

    /**
     * Joins the group and reads its share of the topics; topics that appear later or grow are picked up. The listener is
     * called from within {@link #poll}, on the polling thread.
     */
    void subscribe(TopicSelection topics, AssignmentListener listener);

    /** Reads exactly these partitions, without a group. */
    void assign(Collection<TopicPartition> partitions);

    /** The partitions read at present. */
    Set<TopicPartition> assignment();

    /**
     * Returns the next records in the order they are to be processed; empty after {@code maxWait} or a wake-up. Never
     * returns records of a paused partition.
     *
     * @throws org.apache.kafka.clients.consumer.InvalidOffsetException if there is no offset to read from, or none that
     *     exists, and the spec's {@link OffsetReset} is none
     */
    List<LogRecord> poll(Duration maxWait);

    /** Makes a {@link #poll} that is under way, or else the next one, return at once. From any thread. */
    void wakeup();

    void pause(Collection<TopicPartition> partitions);

    void resume(Collection<TopicPartition> partitions);

    void seek(TopicPartition partition, long offset);

    /** The offset that the next poll reads from. */
    long position(TopicPartition partition);

    /** The first offset that exists. */
    long startOffset(TopicPartition partition);

    /** The offset after the last committed record. */
    long endOffset(TopicPartition partition);

    /** Committed offsets of the group: the next offset to read, with the metadata that was stored with it. */
    Map<TopicPartition, OffsetAndMetadata> committed(Collection<TopicPartition> partitions);

    /** Stores offsets (the next to read) and their metadata for the group; completes when they are durable. */
    CompletableFuture<Void> commit(Map<TopicPartition, OffsetAndMetadata> offsets);

    /**
     * Leaves the group, without calling the listener, and releases what the reader holds. May be called from another
     * thread, to give away the partitions of a reader whose thread hangs elsewhere: that thread's later calls fail with
     * {@link IllegalStateException}. Closing again, or waking a closed reader, does nothing.
     */
    @Override
    void close();

    /** Told of changes in what a reader of a group reads. */
    interface AssignmentListener {

        /** These partitions are now read by this reader, from the committed offset on. */
        void assigned(Collection<TopicPartition> partitions);

        /** These partitions go to another reader when this returns: the last moment to commit their offsets. */
        void revoked(Collection<TopicPartition> partitions);
    }
}
