package io.leat.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kafka's own producer and consumer move records through the listeners. */
@Timeout(60)
class RecordsOverTheWireTest {
    private static final int MANY = 20_000;

    @TempDir
    Path folder;

    private Broker broker;

    @BeforeEach
    void open() {
        broker = Broker.open(BrokerConfig.of(
                folder, Map.of("broker.listeners", "PLAINTEXT://127.0.0.1:0", "log.min.free.bytes", "0")));
        broker.topics().create("t", 3, Map.of("segment.bytes", String.valueOf(1 << 20)));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private Map<String, Object> bootstrap() {
        var settings = new HashMap<String, Object>();
        settings.put(
                "bootstrap.servers", "127.0.0.1:" + broker.listeners().get(0).port());
        return settings;
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> further) {
        var settings = bootstrap();
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        settings.putAll(further);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> further) {
        var settings = bootstrap();
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.putAll(further);
        var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(
                IntStream.range(0, 3).mapToObj(i -> new TopicPartition("t", i)).toList());
        return consumer;
    }

    private static ProducerRecord<byte[], byte[]> record(int number) {
        return new ProducerRecord<>(
                "t", number % 3, null, String.valueOf(number).getBytes(UTF_8));
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, int count) throws Exception {
        var sent = new ArrayList<Future<RecordMetadata>>();
        for (var i = 0; i < count; i++) {
            sent.add(producer.send(record(i)));
        }
        for (var one : sent) {
            one.get(30, TimeUnit.SECONDS);
        }
    }

    /** The numbers in each partition, in the order of their offsets, until there are {@code count}. */
    private Map<Integer, List<Integer>> read(int count, Map<String, Object> settings) {
        var numbers = new HashMap<Integer, List<Integer>>();
        try (var consumer = consumer(settings)) {
            for (var read = 0; read < count; ) {
                for (var record : consumer.poll(Duration.ofSeconds(10))) {
                    numbers.computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                            .add(Integer.valueOf(new String(record.value(), UTF_8)));
                    read++;
                }
            }
        }
        return numbers;
    }

    private static List<Integer> everyThird(int first, int count) {
        return IntStream.range(0, count).filter(i -> i % 3 == first).boxed().toList();
    }

    private void isAllThereInOrder(int count, Map<String, Object> settings) {
        var numbers = read(count, settings);
        for (var partition = 0; partition < 3; partition++) {
            assertThat(numbers.get(partition)).isEqualTo(everyThird(partition, count));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void keepsOrderAndContentWithEveryCompression(String compression) throws Exception {
        try (var producer = producer(Map.of(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression))) {
            send(producer, 1000);
        }

        isAllThereInOrder(1000, Map.of());
    }

    @Test
    void losesAndRepeatsNothingOfAnIdempotentProducerWithManyRequestsUnderWay() throws Exception {
        var settings = Map.<String, Object>of(
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5,
                ProducerConfig.BATCH_SIZE_CONFIG, 256);
        try (var producer = producer(settings)) {
            send(producer, MANY);
        }

        isAllThereInOrder(MANY, Map.of());
    }

    @Test
    void readsThroughManySmallFetchesOfOneSession() throws Exception {
        try (var producer = producer(Map.of())) {
            send(producer, 3000);
        }

        isAllThereInOrder(
                3000,
                Map.of(
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 100,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 100));
    }

    @Test
    void wakesAWaitingConsumerLongBeforeItsTimeIsOver() throws Exception {
        var consumer = consumer(Map.of(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 300_000));
        try (var producer = producer(Map.of())) {
            consumer.poll(Duration.ofMillis(500));

            producer.send(record(0));

            assertThat(consumer.poll(Duration.ofSeconds(30)).count()).isEqualTo(1);
        } finally {
            // Else it waits for the next answer, which takes as long.
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    @Test
    void acknowledgesWithEveryKindOfAcks() throws Exception {
        for (var acks : List.of("0", "1", "all")) {
            try (var producer = producer(
                    Map.of(ProducerConfig.ACKS_CONFIG, acks, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false))) {
                send(producer, 100);
            }
        }

        assertThat(read(300, Map.of()).values().stream().mapToInt(List::size).sum())
                .isEqualTo(300);
    }

    @Test
    void findsOffsetsByTimeAndFromBothEnds() throws Exception {
        var p = new TopicPartition("t", 0);
        try (var producer = producer(Map.of());
                var consumer = consumer(Map.of())) {
            producer.send(new ProducerRecord<>("t", 0, 1000L, null, new byte[1]))
                    .get(30, TimeUnit.SECONDS);
            producer.send(new ProducerRecord<>("t", 0, 2000L, null, new byte[1]))
                    .get(30, TimeUnit.SECONDS);

            assertThat(consumer.beginningOffsets(List.of(p))).containsEntry(p, 0L);
            assertThat(consumer.endOffsets(List.of(p))).containsEntry(p, 2L);
            assertThat(consumer.offsetsForTimes(Map.of(p, 1500L)).get(p).offset())
                    .isEqualTo(1);
        }
    }
}
