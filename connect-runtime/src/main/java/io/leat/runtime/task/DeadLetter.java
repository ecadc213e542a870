package io.leat.runtime.task;

import io.leat.runtime.log.LogRecord;
import io.leat.runtime.log.LogWriter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** A record on its way to the dead-letter topic, with its bytes as they were. */
final class DeadLetter implements Parcel {

    /** What a record takes beside its bytes. */
    private static final long OVERHEAD = 64;

    private final LogRecord record;
    private final Iterable<Header> headers;
    private final String topic;
    private final Runnable makeTopic;
    private final CompletableFuture<@Nullable Void> durable = new CompletableFuture<>();
    private @Nullable RuntimeException failure;

    /** @param makeTopic makes the topic again if somebody deleted it */
    DeadLetter(LogRecord record, Iterable<Header> headers, String topic, Runnable makeTopic) {
        this.record = record;
        this.headers = headers;
        this.topic = topic;
        this.makeTopic = makeTopic;
    }

    LogRecord record() {
        return record;
    }

    CompletableFuture<@Nullable Void> durable() {
        return durable;
    }

    @Override
    public long bytes() {
        var bytes = OVERHEAD + size(record.key()) + size(record.value());
        for (var header : headers) {
            bytes += header.key().length() + size(header.value());
        }
        return bytes;
    }

    private static long size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    @Override
    public void addTo(LogWriter writer) {
        try {
            addOnce(writer);
        } catch (UnknownTopicOrPartitionException e) {
            makeTopic.run();
            addOnce(writer);
        }
    }

    private void addOnce(LogWriter writer) {
        try {
            writer.add(topic, LogWriter.ANY_PARTITION, record.timestamp(), record.key(), record.value(), headers);
        } catch (UnknownTopicOrPartitionException e) {
            throw e;
        } catch (KafkaException e) {
            failure = new ConnectException(
                    "The record of " + record.partition() + ", offset " + record.offset()
                            + ", could not be written to the dead-letter topic " + topic
                            + "; raise the topic's max.message.bytes if it is too large.",
                    e);
        }
    }

    @Override
    public Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }
}
