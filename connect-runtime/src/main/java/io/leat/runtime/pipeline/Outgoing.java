package io.leat.runtime.pipeline;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** A source's record on its way to bytes: the converters fill it in, one after the other. */
public final class Outgoing {

    /** Lets the log take the present time. */
    public static final long NOW = -1;

    final SourceRecord transformed;
    private final SourceRecord polled;
    Iterable<Header> headers = List.of();
    byte @Nullable [] key;
    byte @Nullable [] value;
    long timestamp = NOW;

    Outgoing(SourceRecord polled, SourceRecord transformed) {
        this.polled = polled;
        this.transformed = transformed;
    }

    /** As the connector gave it, before the transforms. */
    public SourceRecord polled() {
        return polled;
    }

    /** As the converters got it. */
    public SourceRecord transformed() {
        return transformed;
    }

    public String topic() {
        return transformed.topic();
    }

    /** The partition that the connector or a transform chose; null leaves it to the log. */
    public @Nullable Integer partition() {
        return transformed.kafkaPartition();
    }

    /** Milliseconds since the epoch, or {@link #NOW}. */
    public long timestamp() {
        return timestamp;
    }

    public byte @Nullable [] key() {
        return key;
    }

    public byte @Nullable [] value() {
        return value;
    }

    public Iterable<Header> headers() {
        return headers;
    }

    /** Bytes of key, value and headers. */
    public int bytes() {
        var bytes = size(key) + size(value);
        for (var header : headers) {
            bytes += header.key().length() + size(header.value());
        }
        return bytes;
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
