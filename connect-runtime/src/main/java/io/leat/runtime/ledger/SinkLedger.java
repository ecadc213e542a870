package io.leat.runtime.ledger;

import io.leat.runtime.log.LogRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What a sink task tells the ledger. All but {@link #reported} is the task thread's. */
public interface SinkLedger {

    /** Records come from the log; what is said of single ones follows before the next call. */
    void read(List<LogRecord> records);

    /** A record of those just read was split into so many pieces, at least two. */
    void split(TopicPartition partition, long offset, int pieces);

    /** A record of those just read is not put to the connector. */
    void leftOut(TopicPartition partition, long offset, Fate fate);

    /** The connector has taken so many records, by partition. */
    void put(Map<TopicPartition, Integer> records);

    /** The connector reports a record, or a piece of one, that it was given. From any thread. */
    void reported(TopicPartition partition, long offset, Fate fate);

    /**
     * It is decided what became of a dead letter of the partition that was put again; it is counted with the next commit,
     * and is a read of its own.
     */
    void replayed(TopicPartition partition, Counts counts);

    /** Whether there is something to be told of the partition though its offset has not moved. */
    boolean hasNews(TopicPartition partition);

    /** So many records end the task. They are undecided, and read again when the task starts the next time. */
    void failed(int records);

    /**
     * The task reads a partition from now on.
     *
     * @param committed what is stored for the group, with what {@link #noted} said of it
     */
    void assigned(TopicPartition partition, long position, Optional<OffsetAndMetadata> committed);

    /** The connector itself goes to another offset; what was read of the partition and is not committed is forgotten. */
    void movedTo(TopicPartition partition, long offset);

    /** The partition is read again from its last commit on. */
    void readAgain(TopicPartition partition);

    /** The task does not read these any more; what of them is not committed is forgotten. */
    void revoked(Collection<TopicPartition> partitions);

    /** The offsets that are to be committed, each with what the ledger has to say of it. */
    Map<TopicPartition, OffsetAndMetadata> noted(Map<TopicPartition, Long> offsets);

    /** What {@link #noted} gave has been committed. */
    void committed(Map<TopicPartition, OffsetAndMetadata> offsets);

    /** The task has ended: what it had in flight is undecided and will be read again. */
    void ended();
}
