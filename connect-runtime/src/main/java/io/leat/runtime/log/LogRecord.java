package io.leat.runtime.log;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A record as it lies in the log; the arrays belong to the receiver and are not copied. */
public record LogRecord(
        TopicPartition partition,
        long offset,
        long timestamp,
        TimestampType timestampType,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Header[] headers) {}
