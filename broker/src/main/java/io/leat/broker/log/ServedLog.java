package io.leat.broker.log;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.message.DescribeProducersResponseData.ProducerState;
import org.apache.kafka.common.record.internal.FileRecords.TimestampAndOffset;
import org.apache.kafka.common.record.internal.MemoryRecords;

/** What serving clients needs of a partition beyond appending, reading and deciding. */
public interface ServedLog extends UndecidedLog {

    /** The epoch of the one leader that there ever is. */
    int LEADER_EPOCH = BatchAppender.LEADER_EPOCH;

    /**
     * Appends a batch from outside as {@link #appendValidated}, but tells the offsets at once.
     *
     * @param admission called under the partition's lock, before anything is written, so that no marker can come in
     *     between; throws to refuse the batch, and must not block
     * @throws RejectedRecordsException naming the records that are wrong; the other errors are {@link
     *     #appendValidated}'s
     */
    Written appendFromClient(MemoryRecords records, boolean durable, Runnable admission);

    /** @param atLeastOne whether a first batch larger than {@code maxBytes} is read nevertheless */
    Fetched read(long offset, int maxBytes, Isolation isolation, boolean atLeastOne);

    /**
     * The first record at or after the time, or what one of Kafka's special timestamps (-1 latest, -2 earliest, -3
     * largest timestamp, ...) stands for, whether readers may see it yet or not.
     */
    Optional<TimestampAndOffset> find(long timestamp);

    /** The producers whose sequence numbers are remembered. */
    List<ProducerState> producers();

    /** Whether {@code cleanup.policy} lets old records go, so that {@link #deleteRecordsBefore} is in its spirit. */
    boolean deletesOldRecords();

    /** Whether reads are answered, be it that appends are not. */
    default boolean readable() {
        return online();
    }
}
