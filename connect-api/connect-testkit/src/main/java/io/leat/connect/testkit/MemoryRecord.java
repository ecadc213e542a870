package io.leat.connect.testkit;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record as the log holds it: bytes, after conversion. */
public record MemoryRecord(
        TopicPartition partition,
        long offset,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers) {

    /** The value as UTF-8 text; "null" for a tombstone. */
    public String valueText() {
        return value == null ? "null" : new String(value, StandardCharsets.UTF_8);
    }
}
