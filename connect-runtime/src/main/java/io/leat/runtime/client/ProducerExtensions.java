package io.leat.runtime.client;

import io.leat.runtime.log.Log;
import io.leat.runtime.log.WriterSpec;
import io.leat.runtime.pipeline.Outgoing;
import io.leat.runtime.plugin.PluginType;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Partitioner and interceptors of a source task. Records pass {@link #intercept} and then, once their topic exists, {@link
 * #place} on the task's thread; what became of them is told from the thread that acknowledges.
 */
public final class ProducerExtensions implements AutoCloseable {

    private static final String PREFIX = "producer.override.";
    private static final String PARTITIONER = "partitioner.class";

    private final Interceptors<ProducerInterceptor<byte[], byte[]>> interceptors;
    private final @Nullable Placement placement;
    private final RecordsUnderWay underWay = new RecordsUnderWay();

    private ProducerExtensions(
            Interceptors<ProducerInterceptor<byte[], byte[]>> interceptors, @Nullable Placement placement) {
        this.interceptors = interceptors;
        this.placement = placement;
    }

    /**
     * Makes what the writer's settings name.
     *
     * @param mask hides secrets in what extensions throw
     * @throws org.apache.kafka.common.config.ConfigException naming the key of a class that cannot be used
     */
    public static ProducerExtensions open(
            WriterSpec writer, Log log, ClientClasses classes, Clock clock, UnaryOperator<String> mask) {
        var settings = settings(writer, log);
        var interceptors =
                Interceptors.open(PREFIX, PluginType.PRODUCER_INTERCEPTOR, contract(), classes, settings, mask);
        try {
            var placement = placement(settings, log, classes, clock);
            return new ProducerExtensions(interceptors, placement.orElse(null));
        } catch (RuntimeException e) {
            interceptors.close();
            throw e;
        }
    }

    private static Optional<Placement> placement(
            Map<String, String> settings, Log log, ClientClasses classes, Clock clock) {
        return Optional.of(settings.getOrDefault(PARTITIONER, "").strip())
                .filter(name -> !name.isEmpty())
                .map(name ->
                        classes.make(PREFIX + PARTITIONER, PluginType.PARTITIONER, Partitioner.class, name, settings))
                .map(made -> new Placement(made, new ClusterView(log, clock)));
    }

    @SuppressWarnings("unchecked") // the records of a worker are bytes, as those of Kafka Connect's producers
    private static Class<ProducerInterceptor<byte[], byte[]>> contract() {
        return (Class<ProducerInterceptor<byte[], byte[]>>) (Class<?>) ProducerInterceptor.class;
    }

    /** What a producer of Kafka Connect would be configured with. */
    private static Map<String, String> settings(WriterSpec writer, Log log) {
        var settings = new HashMap<>(writer.overrides());
        settings.put("client.id", writer.clientId());
        settings.put("key.serializer", ByteArraySerializer.class.getName());
        settings.put("value.serializer", ByteArraySerializer.class.getName());
        writer.transactionalId().ifPresent(id -> settings.put("transactional.id", id));
        BootstrapServers.of(log).ifPresent(servers -> settings.putIfAbsent("bootstrap.servers", servers));
        return settings;
    }

    /** Whether there are none, so that nothing else needs to be called. */
    public boolean isEmpty() {
        return interceptors.isEmpty() && placement == null;
    }

    /** Whether anybody wants to know what became of records. */
    public boolean listens() {
        return !interceptors.isEmpty();
    }

    /** The record as the interceptors want it written; to another topic perhaps. */
    public Outgoing intercept(Outgoing record) {
        if (interceptors.isEmpty()) {
            return record;
        }
        var given = new ProducerRecord<>(
                record.topic(),
                record.partition(),
                record.timestamp() < 0 ? null : record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
        var wanted = interceptors.through(given, ProducerInterceptor::onSend);
        ((RecordHeaders) wanted.headers()).setReadOnly();
        return record.writtenAs(wanted);
    }

    /**
     * The record with the partition that the partitioner chooses, unless it has one. From here on it is under way, until
     * {@link #written} or {@link #unwritten}.
     *
     * @throws PlacementException if the partitioner fails, or names what cannot be a partition
     */
    public Outgoing place(Outgoing record) {
        var placed = placement == null ? record : placement.place(record);
        if (listens()) {
            underWay.add(placed);
        }
        return placed;
    }

    /** The record is in the log. */
    public void written(Outgoing record, RecordMetadata where) {
        if (underWay.remove(record)) {
            var headers = headers(record);
            interceptors.tell(interceptor -> interceptor.onAcknowledgement(where, null, headers));
        }
    }

    /** The record is not in the log, and will not be. */
    public void unwritten(Outgoing record, Exception why) {
        if (underWay.remove(record)) {
            refused(record, why);
        }
    }

    /** The record could not even be sent. */
    public void refused(Outgoing record, Exception why) {
        var headers = headers(record);
        var number = record.partition() == null ? RecordMetadata.UNKNOWN_PARTITION : record.partition();
        var nowhere = new RecordMetadata(
                new TopicPartition(record.topic(), number), -1, -1, ConsumerRecord.NO_TIMESTAMP, -1, -1);
        interceptors.tell(interceptor -> interceptor.onAcknowledgement(nowhere, why, headers));
    }

    /** The task ends: of whatever is still under way nothing more will be heard. */
    public void conclude(Exception why) {
        for (var record : underWay.all()) {
            unwritten(record, why);
        }
    }

    private static Headers headers(Outgoing record) {
        if (record.headers() instanceof Headers headers) {
            return headers;
        }
        var headers = new RecordHeaders(record.headers());
        headers.setReadOnly();
        return headers;
    }

    @Override
    public void close() {
        interceptors.close();
        if (placement != null) {
            ClientClasses.close(placement.partitioner());
        }
    }
}
