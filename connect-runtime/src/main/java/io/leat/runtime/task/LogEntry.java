package io.leat.runtime.task;

import io.leat.runtime.log.LogWriter;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record that the worker itself writes beside those of a source: a dead letter, or what was decided about one.
 *
 * @param timestamp milliseconds since the epoch; negative for now
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LogEntry(
        String topic,
        int partition,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Iterable<Header> headers) {

    void addTo(LogWriter writer) {
        writer.add(topic, partition, timestamp, key, value, headers);
    }

    /** Bytes of key, value and headers. */
    long bytes() {
        var bytes = (long) size(key) + size(value);
        for (var header : headers) {
            bytes += header.key().length() + size(header.value());
        }
        return bytes;
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
