package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Partitioners and interceptors that connectors name in their client settings. */
class ClientExtensionsTest extends TaskHarness {

    static final Map<String, List<String>> HEARD = new ConcurrentHashMap<>();
    static final String JOURNAL = "journal";

    private final List<String> heard = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        HEARD.put(script, heard);
    }

    @Test
    void producerInterceptorsChangeRecordsAndHearWhereTheyAre() {
        var polls = ScriptedSource.Script.named(script);
        polls.poll(record(1), record(2));

        source(producer("interceptor.classes", Louder.class.getName() + ", " + Failing.class.getName()));

        await().until(() -> values(TOPIC), List.of("1!", "2!")::equals);
        await().until(() -> heard, List.of("client connector-producer-src-0", "t-0@0 [seen]", "t-0@1 [seen]")::equals);
        await().until(() -> polls.acknowledged, List.of(1L, 2L)::equals);
    }

    @Test
    void aProducerInterceptorMaySendARecordElsewhere() {
        ScriptedSource.Script.named(script).poll(record(1));

        source(producer("interceptor.classes", Diverting.class.getName()));

        await().until(() -> values("elsewhere"), List.of("1")::equals);
        assertThat(listener.topics).containsExactly("elsewhere");
    }

    @Test
    void producerInterceptorsHearOfRecordsThatAreNotWritten() {
        var polls = ScriptedSource.Script.named(script);
        polls.poll(record(1));
        var config = producer(
                "interceptor.classes", Louder.class.getName(), "partitioner.class", OutOfRange.class.getName());
        config.put("errors.tolerance", "all");

        source(config);

        await().until(() -> polls.leftOut, List.of(1L)::equals);
        await().until(() -> heard.contains("t-99 not written: UnknownTopicOrPartitionException [seen]"));
    }

    @Test
    void aPartitionerChoosesAmongThePartitionsThatThereAre() {
        log.topics().create(TOPIC, 3, Map.of());
        ScriptedSource.Script.named(script).poll(record(10), record(11), record(12), record(13));

        source(producer("partitioner.class", ByNumber.class.getName()));

        await().until(() -> inPartitions(3), List.of(List.of("12"), List.of("10", "13"), List.of("11"))::equals);
        assertThat(heard).contains("memory: t has 3 partitions");
    }

    @Test
    void aPartitionerThatFailsEndsTheTaskAndIsNamed() {
        ScriptedSource.Script.named(script).poll(record(1));
        var config = producer("partitioner.class", Broken.class.getName());
        config.put("errors.tolerance", "all");

        source(config);

        await().until(() -> listener.failure != null);
        assertThat(listener.failure)
                .hasMessageContaining("stage KAFKA_PRODUCE")
                .hasMessageContaining(Broken.class.getName())
                .hasMessageContaining("no idea where");
        assertThat(values(TOPIC)).isEmpty();
    }

    @Test
    void aClassThatIsNotThereIsAnErrorOfItsKey() {
        ScriptedSource.Script.named(script);

        source(producer("interceptor.classes", "acme.Missing"));

        await().until(() -> listener.failure != null);
        assertThat(listener.failure)
                .hasMessageContaining("producer.override.interceptor.classes")
                .hasMessageContaining("acme.Missing");
    }

    @Test
    void consumerInterceptorsChangeAndLeaveOutRecordsAndHearOfCommits() {
        var puts = ScriptedSink.Script.named(script);
        write(TOPIC, 0, "1", "drop", "3", "drop");

        sink(new HashMap<>(Map.of(
                "consumer.override.interceptor.classes",
                Picky.class.getName(),
                "consumer.override." + JOURNAL,
                script)));

        await().until(() -> puts.values, List.of("<1>", "<3>")::equals);
        await().until(() -> committed(TOPIC, 0).orElse(0L), Long.valueOf(4)::equals);
        await().until(() -> heard.contains("committed t-0 up to 4"));
        assertThat(heard).first().isEqualTo("group connect-snk, client connector-consumer-snk-0");
    }

    private Map<String, String> producer(String... pairs) {
        var config = new HashMap<>(Map.of("producer.override." + JOURNAL, script));
        for (var i = 0; i < pairs.length; i += 2) {
            config.put("producer.override." + pairs[i], pairs[i + 1]);
        }
        return config;
    }

    private List<List<String>> inPartitions(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> log.records(TOPIC, number).stream()
                        .map(TaskHarness::text)
                        .toList())
                .toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Adds an exclamation mark and a header. */
    public static final class Louder implements ProducerInterceptor<byte[], byte[]> {

        private List<String> heard = List.of();

        @Override
        public void configure(Map<String, ?> settings) {
            heard = HEARD.get(String.valueOf(settings.get(JOURNAL)));
            heard.add("client " + settings.get("client.id"));
        }

        @Override
        public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
            record.headers().add("seen", new byte[0]);
            return new ProducerRecord<>(
                    record.topic(),
                    record.partition(),
                    record.timestamp(),
                    record.key(),
                    bytes(text(record.value()) + "!"),
                    record.headers());
        }

        @Override
        public void onAcknowledgement(RecordMetadata where, Exception why, Headers headers) {
            var names = new ArrayList<String>();
            headers.forEach(header -> names.add(header.key()));
            heard.add(where.topic() + "-" + where.partition()
                    + (why == null
                            ? "@" + where.offset()
                            : " not written: " + why.getClass().getSimpleName()) + " "
                    + names);
        }

        @Override
        public void close() {}
    }

    /** Fails whenever it is called. */
    public static final class Failing implements ProducerInterceptor<byte[], byte[]> {

        @Override
        public void configure(Map<String, ?> settings) {}

        @Override
        public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
            throw new IllegalStateException("out of order");
        }

        @Override
        public void onAcknowledgement(RecordMetadata where, Exception why) {
            throw new IllegalStateException("out of order");
        }

        @Override
        public void close() {}
    }

    /** Sends all to another topic. */
    public static final class Diverting implements ProducerInterceptor<byte[], byte[]> {

        @Override
        public void configure(Map<String, ?> settings) {}

        @Override
        public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
            return new ProducerRecord<>("elsewhere", record.key(), record.value());
        }

        @Override
        public void close() {}
    }

    /** Takes the record's number for its place. */
    public static final class ByNumber implements Partitioner {

        private List<String> heard = List.of();

        @Override
        public void configure(Map<String, ?> settings) {
            heard = HEARD.get(String.valueOf(settings.get(JOURNAL)));
        }

        @Override
        public int partition(
                String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
            var count = cluster.partitionCountForTopic(topic);
            heard.add(cluster.clusterResource().clusterId() + ": " + topic + " has " + count + " partitions");
            return Integer.parseInt(text(valueBytes)) % count;
        }

        @Override
        public void close() {}
    }

    /** Chooses what there is not. */
    public static final class OutOfRange implements Partitioner {

        @Override
        public void configure(Map<String, ?> settings) {}

        @Override
        public int partition(
                String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
            return 99;
        }

        @Override
        public void close() {}
    }

    /** Fails. */
    public static final class Broken implements Partitioner {

        @Override
        public void configure(Map<String, ?> settings) {}

        @Override
        public int partition(
                String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
            throw new IllegalStateException("no idea where");
        }

        @Override
        public void close() {}
    }

    /** Puts brackets around values, and leaves out those that say so. */
    public static final class Picky implements ConsumerInterceptor<byte[], byte[]> {

        private List<String> heard = List.of();

        @Override
        public void configure(Map<String, ?> settings) {
            heard = HEARD.get(String.valueOf(settings.get(JOURNAL)));
            heard.add("group " + settings.get("group.id") + ", client " + settings.get("client.id"));
        }

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            var kept = new HashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
            for (var record : records) {
                if (!text(record.value()).equals("drop")) {
                    kept.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), p -> new ArrayList<>())
                            .add(new ConsumerRecord<>(
                                    record.topic(),
                                    record.partition(),
                                    record.offset(),
                                    record.key(),
                                    bytes("<" + text(record.value()) + ">")));
                }
            }
            return new ConsumerRecords<>(kept, records.nextOffsets());
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            offsets.forEach((partition, next) -> heard.add("committed " + partition + " up to " + next.offset()));
        }

        @Override
        public void close() {}
    }
}
