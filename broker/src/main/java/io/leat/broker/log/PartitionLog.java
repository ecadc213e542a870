package io.leat.broker.log;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.record.internal.MemoryRecords;

/**
 * One partition. Safe for use from any thread; appends take effect in the order of the calls.
 *
 * <p>Every method may throw {@link org.apache.kafka.common.errors.KafkaStorageException} when the partition is out of
 * service after an I/O error: then nothing is appended, but reads go on as far as records were visible. It comes back by
 * itself, after a failed force at the next start. They may throw {@link
 * org.apache.kafka.common.errors.UnknownTopicOrPartitionException} after the topic was deleted.
 */
public interface PartitionLog {

    TopicPartition topicPartition();

    Uuid topicId();

    /** The settings in force that a builder of batches needs: largest batch in bytes, {@code max.message.bytes}. */
    int maxMessageBytes();

    /**
     * Appends batches that a caller in this process built with {@code MemoryRecordsBuilder} (format v2). Their offsets
     * are set in place, so the buffer must not be used for anything else afterwards. Where the topic's settings allow,
     * the records are not looked at one by one.
     *
     * @param durable wait until the bytes are on disk, as far as {@code log.durability} says
     * @return completes once the records are durable (if asked) and below the high watermark, on a thread of the log, or
     *     on the calling one if that is so at once; what is attached must not block. Fails with {@code
     *     KafkaStorageException} or {@code UnknownTopicOrPartitionException}
     * @throws org.apache.kafka.common.errors.RecordTooLargeException the batch was not appended (those before it in
     *     {@code records} may have been, if the topic's settings ask for a look at every record); likewise {@code
     *     RecordBatchTooLargeException}, {@code InvalidRecordException}, {@code InvalidTimestampException}, {@code
     *     CorruptRecordException}, and {@link io.leat.broker.disk.DiskFullException}
     */
    CompletableFuture<Appended> append(MemoryRecords records, boolean durable);

    /**
     * Appends a batch from outside: every record is checked as Kafka's broker does it; batches with a producer id must
     * have the right sequence number, and a repeated one is answered with the offsets of the first.
     *
     * @throws org.apache.kafka.common.errors.OutOfOrderSequenceException nothing was appended; likewise {@code
     *     InvalidProducerEpochException} from a producer that was replaced, and as in {@link #append}
     */
    CompletableFuture<Appended> appendValidated(MemoryRecords records, boolean durable);

    /**
     * Reads batches from the one that holds {@code offset} on; returns at once, empty if there is none yet.
     *
     * @param maxBytes about so many bytes, but at least one batch
     * @throws org.apache.kafka.common.errors.OffsetOutOfRangeException before the log start or after the log end
     */
    Fetched read(long offset, int maxBytes, Isolation isolation);

    /** The first offset that exists. */
    long logStartOffset();

    /** The offset that the next appended record gets. */
    long logEndOffset();

    long highWatermark();

    long lastStableOffset();

    /** On disk, indexes not counted. */
    long sizeInBytes();

    /** Whether it takes appends. */
    boolean online();

    /** The offset of the first record at or after the time (milliseconds since the epoch); empty if there is none. */
    OptionalLong offsetFor(long timestamp);

    /** The record with the largest timestamp. */
    Optional<TimestampedOffset> latestByTimestamp();

    /** Raises the log start: records before {@code offset} are gone (as Kafka's DeleteRecords). */
    void deleteRecordsBefore(long offset);

    /** Registers a listener; a caller that waits registers first, then reads again, or it misses the last advance. */
    void addListener(AdvanceListener listener);

    void removeListener(AdvanceListener listener);
}
