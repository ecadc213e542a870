package io.leat.broker.log;

import org.apache.kafka.common.TopicPartition;

/**
 * Where one batch came to lie.
 *
 * @param baseOffset the offset of its first record; the others follow without gaps
 * @param lastOffset the offset of its last record
 * @param logAppendTime milliseconds since the epoch where the topic's {@code message.timestamp.type} is
 *     {@code LogAppendTime}, and replaces the records' own timestamps; else -1
 */
public record Appended(TopicPartition partition, long baseOffset, long lastOffset, long logAppendTime) {

    /** No record, at this offset. */
    static Appended nothing(TopicPartition partition, long offset) {
        return new Appended(partition, offset, offset - 1, -1);
    }
}
