package io.leat.runtime.pipeline;

import io.leat.runtime.log.LogRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** A sink's record that still knows the bytes it was made from, for the dead-letter topic. */
public final class OriginalSinkRecord extends SinkRecord {

    private final LogRecord original;
    private final String piece;

    /** @param piece which one it is of several that the original was split into; empty if it was not */
    OriginalSinkRecord(SinkRecord record, LogRecord original, String piece) {
        this(
                original,
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp(),
                record.timestampType(),
                record.headers(),
                piece);
    }

    private OriginalSinkRecord(
            LogRecord original,
            String topic,
            Integer partition,
            @Nullable Schema keySchema,
            @Nullable Object key,
            @Nullable Schema valueSchema,
            @Nullable Object value,
            @Nullable Long timestamp,
            @Nullable TimestampType timestampType,
            Iterable<Header> headers,
            String piece) {
        super(
                topic,
                partition,
                keySchema,
                key,
                valueSchema,
                value,
                original.offset(),
                timestamp,
                timestampType,
                headers,
                original.partition().topic(),
                original.partition().partition(),
                original.offset());
        this.original = original;
        this.piece = piece;
    }

    String piece() {
        return piece;
    }

    public LogRecord original() {
        return original;
    }

    @Override
    public SinkRecord newRecord(
            String topic,
            Integer partition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            Long timestamp,
            Iterable<Header> headers) {
        return new OriginalSinkRecord(
                original,
                topic,
                partition,
                keySchema,
                key,
                valueSchema,
                value,
                timestamp,
                timestampType(),
                headers,
                piece);
    }

    @Override
    public SinkRecord newRecord(
            String topic,
            Integer partition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            Long timestamp) {
        return newRecord(
                topic,
                partition,
                keySchema,
                key,
                valueSchema,
                value,
                timestamp,
                headers().duplicate());
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
