package io.leat.broker.transaction;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;

/**
 * A producer id that carries one append at a time. Kafka's marker decides all that its producer id has open in a
 * partition, so appends that overlap in time need an id each; when one is decided its lane is free for the next.
 */
final class Lane {
    static final short EPOCH = 0;

    private final long producerId;
    private final Map<TopicPartition, Integer> nextSequences = new HashMap<>();

    Lane(long producerId) {
        this.producerId = producerId;
    }

    long producerId() {
        return producerId;
    }

    /** Puts the lane's identity into the batch and closes it. */
    MemoryRecords stamp(TopicPartition partition, MemoryRecordsBuilder builder) {
        var sequence = nextSequences.getOrDefault(partition, 0);
        builder.setProducerState(producerId, EPOCH, sequence, true);
        nextSequences.put(partition, DefaultRecordBatch.incrementSequence(sequence, builder.numRecords()));
        return builder.build();
    }
}
