package io.leat.connectors.delivery;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Knows, per partition, up to where every record is complete: the only offset that may be committed. Records are tracked
 * in the order of {@code put} and complete in any order, from any thread; one that is buffered, in flight or being retried
 * holds the offset of its partition back.
 *
 * <p>Everything goes by the original topic, partition and offset, so transforms may change the topic. Several records with
 * the same original offset in a row (pieces of one record) must all complete. A record whose offset is before the last
 * one tracked is a redelivery: what was tracked from there on no longer counts, because it comes again. A sink that
 * rewinds by itself, dropping what it has buffered, calls {@link #forget} first.
 *
 * <p>For the task's thread only, {@link Ticket#complete} apart. Memory: a ticket per record that is not complete, and per
 * completed one behind it.
 */
public final class ContiguousOffsets {

    private final Map<TopicPartition, PartitionTickets> partitions = new HashMap<>();

    /** Takes charge of a record, just before it is buffered or sent. */
    public Ticket track(SinkRecord record) {
        return track(
                new TopicPartition(record.originalTopic(), record.originalKafkaPartition()),
                record.originalKafkaOffset());
    }

    Ticket track(TopicPartition partition, long offset) {
        var tickets = partitions.get(partition);
        if (tickets == null) {
            tickets = new PartitionTickets(partition);
            partitions.put(partition, tickets);
        }
        return tickets.track(offset);
    }

    /**
     * The answer to {@code preCommit}.
     *
     * @param current what the worker would commit: the offsets after all records it has read, also those that transforms
     *     dropped. Returned where nothing of a partition is open, so that those count too
     */
    public Map<TopicPartition, OffsetAndMetadata> committable(Map<TopicPartition, OffsetAndMetadata> current) {
        var answer = new HashMap<TopicPartition, OffsetAndMetadata>();
        current.forEach((partition, offset) -> {
            var tickets = partitions.get(partition);
            var open = tickets == null ? null : tickets.firstOpen();
            answer.put(partition, open == null || open.offset() >= offset.offset() ? offset : heldAt(open));
        });
        return answer;
    }

    /** How many records of the partition are tracked and keep its offset from moving to the end. */
    public int heldBack(TopicPartition partition) {
        var tickets = partitions.get(partition);
        return tickets == null ? 0 : tickets.held();
    }

    /** Forgets partitions that were taken away: what completes of them later changes nothing. */
    public void forget(Collection<TopicPartition> closed) {
        closed.forEach(partitions::remove);
    }

    private static OffsetAndMetadata heldAt(Ticket open) {
        return new OffsetAndMetadata(open.offset());
    }
}
