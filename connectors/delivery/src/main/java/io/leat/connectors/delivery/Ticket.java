package io.leat.connectors.delivery;

import org.apache.kafka.common.TopicPartition;

/**
 * One record that a sink has taken charge of. Held by {@link ContiguousOffsets} until it is complete; the sender's threads
 * complete it.
 */
public final class Ticket {

    private final TopicPartition partition;
    private final long offset;
    private volatile boolean complete;

    Ticket(TopicPartition partition, long offset) {
        this.partition = partition;
        this.offset = offset;
    }

    /** Where the record was read from, whatever transforms made of its topic. */
    public TopicPartition partition() {
        return partition;
    }

    /** The record's original offset. */
    public long offset() {
        return offset;
    }

    /** Nothing more has to be done for the record: delivered, or durably reported. From any thread; may be repeated. */
    public void complete() {
        complete = true;
    }

    public boolean isComplete() {
        return complete;
    }

    /** {@code topic-partition@offset}, as messages name a record. */
    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
