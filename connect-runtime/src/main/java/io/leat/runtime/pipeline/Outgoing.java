package io.leat.runtime.pipeline;

import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
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

    /** The record as an extension of a producer wants it written. */
    public Outgoing writtenAs(ProducerRecord<byte[], byte[]> wanted) {
        var written = new Outgoing(polled, moved(wanted.topic(), wanted.partition()));
        written.headers = wanted.headers();
        written.key = wanted.key();
        written.value = wanted.value();
        written.timestamp = wanted.timestamp() == null ? NOW : wanted.timestamp();
        return written;
    }

    /** The record in a partition that was chosen for it. */
    public Outgoing in(int chosen) {
        var placed = new Outgoing(polled, moved(topic(), chosen));
        placed.headers = headers;
        placed.key = key;
        placed.value = value;
        placed.timestamp = timestamp;
        return placed;
    }

    private SourceRecord moved(String topic, @Nullable Integer partition) {
        return topic.equals(topic()) && Objects.equals(partition, partition())
                ? transformed
                : transformed.newRecord(
                        topic,
                        partition,
                        transformed.keySchema(),
                        transformed.key(),
                        transformed.valueSchema(),
                        transformed.value(),
                        transformed.timestamp(),
                        transformed.headers());
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
