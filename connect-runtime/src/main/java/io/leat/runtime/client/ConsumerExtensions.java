package io.leat.runtime.client;

import io.leat.runtime.log.Log;
import io.leat.runtime.log.LogRecord;
import io.leat.runtime.log.ReaderSpec;
import io.leat.runtime.plugin.PluginType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Interceptors of a sink task, called on its thread between the log and the converters, and after commits. */
public final class ConsumerExtensions implements AutoCloseable {

    private static final String PREFIX = "consumer.override.";

    private final Interceptors<ConsumerInterceptor<byte[], byte[]>> interceptors;

    private ConsumerExtensions(Interceptors<ConsumerInterceptor<byte[], byte[]>> interceptors) {
        this.interceptors = interceptors;
    }

    /**
     * Makes what the reader's settings name.
     *
     * @param mask hides secrets in what extensions throw
     * @throws org.apache.kafka.common.config.ConfigException naming the key of a class that cannot be used
     */
    public static ConsumerExtensions open(
            ReaderSpec reader, Log log, ClientClasses classes, UnaryOperator<String> mask) {
        return new ConsumerExtensions(Interceptors.open(
                PREFIX, PluginType.CONSUMER_INTERCEPTOR, contract(), classes, settings(reader, log), mask));
    }

    @SuppressWarnings("unchecked") // the records of a worker are bytes, as those of Kafka Connect's consumers
    private static Class<ConsumerInterceptor<byte[], byte[]>> contract() {
        return (Class<ConsumerInterceptor<byte[], byte[]>>) (Class<?>) ConsumerInterceptor.class;
    }

    private static Map<String, String> settings(ReaderSpec reader, Log log) {
        var settings = new HashMap<>(reader.overrides());
        settings.put("client.id", reader.clientId());
        reader.group().ifPresent(group -> settings.put("group.id", group));
        settings.put("key.deserializer", ByteArrayDeserializer.class.getName());
        settings.put("value.deserializer", ByteArrayDeserializer.class.getName());
        BootstrapServers.of(log).ifPresent(servers -> settings.putIfAbsent("bootstrap.servers", servers));
        return settings;
    }

    /** Whether there are none, so that nothing else needs to be called. */
    public boolean isEmpty() {
        return interceptors.isEmpty();
    }

    /**
     * What the interceptors make of records that were read. One at an offset that was not read is not taken.
     *
     * @return for each record, in the same order, what it is now; null where it was left out
     */
    public List<@Nullable LogRecord> consume(List<LogRecord> read) {
        var kept = byPlace(interceptors.through(records(read), ConsumerInterceptor::onConsume));
        var made = new ArrayList<@Nullable LogRecord>(read.size());
        for (var record : read) {
            var now = kept.getOrDefault(record.partition(), Map.of()).get(record.offset());
            made.add(taken(record.partition(), now));
        }
        return made;
    }

    private static ConsumerRecord<byte[], byte[]> shown(LogRecord record) {
        return new ConsumerRecord<>(
                record.partition().topic(),
                record.partition().partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                size(record.key()),
                size(record.value()),
                record.key(),
                record.value(),
                new RecordHeaders(record.headers()),
                Optional.empty());
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? ConsumerRecord.NULL_SIZE : bytes.length;
    }

    private static ConsumerRecords<byte[], byte[]> records(List<LogRecord> read) {
        var byPartition = new LinkedHashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        var next = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var record : read) {
            byPartition
                    .computeIfAbsent(record.partition(), p -> new ArrayList<>())
                    .add(shown(record));
            next.put(record.partition(), new OffsetAndMetadata(record.offset() + 1));
        }
        return new ConsumerRecords<>(byPartition, next);
    }

    private static Map<TopicPartition, Map<Long, ConsumerRecord<byte[], byte[]>>> byPlace(
            ConsumerRecords<byte[], byte[]> records) {
        var places = new HashMap<TopicPartition, Map<Long, ConsumerRecord<byte[], byte[]>>>();
        for (var partition : records.partitions()) {
            var offsets = new HashMap<Long, ConsumerRecord<byte[], byte[]>>();
            records.records(partition).forEach(record -> offsets.put(record.offset(), record));
            places.put(partition, offsets);
        }
        return places;
    }

    /** Made anew even if it is the same object, for its headers may have changed. */
    private static @Nullable LogRecord taken(
            TopicPartition partition, @Nullable ConsumerRecord<byte[], byte[]> record) {
        if (record == null) {
            return null;
        }
        return new LogRecord(
                partition,
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                record.key(),
                record.value(),
                record.headers().toArray());
    }

    /** These offsets are committed. */
    public void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        interceptors.tell(interceptor -> interceptor.onCommit(offsets));
    }

    @Override
    public void close() {
        interceptors.close();
    }
}
