package io.leat.runtime.task;

import io.leat.runtime.letters.LetterId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is put to a sink at once.
 *
 * @param records that are put
 * @param byPartition how many of them are of which partition of the log
 * @param next for each partition that was read, the offset after its last record, whether or not that was left out
 * @param bytes of what was read, keys and values
 * @param letter the dead letter that the records are of; null for records of the log
 */
record SinkBatch(
        List<SinkRecord> records,
        Map<TopicPartition, Integer> byPartition,
        Map<TopicPartition, Long> next,
        long bytes,
        @Nullable LetterId letter) {

    static final SinkBatch EMPTY = new SinkBatch(List.of(), Map.of(), Map.of(), 0);

    SinkBatch(
            List<SinkRecord> records,
            Map<TopicPartition, Integer> byPartition,
            Map<TopicPartition, Long> next,
            long bytes) {
        this(records, byPartition, next, bytes, null);
    }

    /** Of a dead letter: no offset moves. */
    static SinkBatch replay(LetterId letter, TopicPartition origin, List<SinkRecord> records) {
        return new SinkBatch(records, Map.of(origin, records.size()), Map.of(), 0, letter);
    }

    boolean isEmpty() {
        return next.isEmpty() && letter == null;
    }

    /** The rest, without these partitions. */
    SinkBatch without(Collection<TopicPartition> partitions) {
        if (letter != null) {
            return byPartition.keySet().stream().anyMatch(partitions::contains) ? EMPTY : this;
        }
        if (next.isEmpty()) {
            return this;
        }
        var rest = records.stream()
                .filter(record -> !partitions.contains(
                        new TopicPartition(record.originalTopic(), record.originalKafkaPartition())))
                .toList();
        var offsets = new HashMap<>(next);
        offsets.keySet().removeAll(partitions);
        var numbers = new HashMap<>(byPartition);
        numbers.keySet().removeAll(partitions);
        return offsets.isEmpty() ? EMPTY : new SinkBatch(rest, numbers, offsets, bytes);
    }

    /** For messages. */
    String describe() {
        return letter == null ? Positions.of(records) : "the record of dead letter " + letter + ", which is replayed";
    }
}
