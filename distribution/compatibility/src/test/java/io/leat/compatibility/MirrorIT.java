package io.leat.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.distribution.LeatProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** MirrorMaker's three connectors copy from one Leat to another over Kafka's protocol. */
class MirrorIT {

    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private static LeatProcess paris;
    private static LeatProcess oslo;

    @BeforeAll
    static void start() {
        paris = ThirdParty.leat(ThirdParty.dataFolder("paris"), Map.of());
        oslo = ThirdParty.leat(ThirdParty.dataFolder("oslo"), Map.of(), "mirror");
    }

    @AfterAll
    static void stop() {
        paris.close();
        oslo.close();
    }

    @Test
    void mirrorsRecordsGroupOffsetsAndHeartbeats() throws Exception {
        fill(paris, "orders", 500);
        commit(paris, "billing", "orders", 500);

        ThirdParty.create(oslo, "mirror", config("MirrorSourceConnector", Map.of("topics", "orders")));
        try (var mirrored = new TopicReader(oslo.kafka(), "paris.orders")) {
            var records = mirrored.await(seen -> seen.size() >= 500);
            assertThat(records)
                    .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 500).mapToObj(n -> "order " + n).toList());
        }

        ThirdParty.create(
                oslo,
                "checkpoints",
                config(
                        "MirrorCheckpointConnector",
                        Map.of(
                                "groups", "billing",
                                "emit.checkpoints.interval.seconds", "1",
                                "sync.group.offsets.enabled", "true",
                                "sync.group.offsets.interval.seconds", "1")));
        ThirdParty.create(
                oslo,
                "heartbeats",
                config("MirrorHeartbeatConnector", Map.of("emit.heartbeats.interval.seconds", "1")));

        try (var heartbeats = new TopicReader(oslo.kafka(), "heartbeats")) {
            heartbeats.await(seen -> seen.size() >= 2);
        }
        try (var admin = Admin.create(client(oslo))) {
            Awaitility.await("the group's offset in oslo")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(admin.listConsumerGroupOffsets("billing")
                                    .partitionsToOffsetAndMetadata()
                                    .get())
                            .containsEntry(new TopicPartition("paris.orders", 0), new OffsetAndMetadata(500L, "")));
        }
    }

    private static Map<String, String> config(String connector, Map<String, String> further) {
        var config = new HashMap<>(Map.of(
                "connector.class",
                "org.apache.kafka.connect.mirror." + connector,
                "source.cluster.alias",
                "paris",
                "target.cluster.alias",
                "oslo",
                "source.cluster.bootstrap.servers",
                paris.kafka(),
                "target.cluster.bootstrap.servers",
                oslo.kafka(),
                "offset-syncs.topic.replication.factor",
                "1",
                "offset.lag.max",
                "0",
                "key.converter",
                BYTES,
                "value.converter",
                BYTES));
        config.put("checkpoints.topic.replication.factor", "1");
        config.put("heartbeats.topic.replication.factor", "1");
        config.put("replication.factor", "1");
        config.putAll(further);
        return config;
    }

    private static void fill(LeatProcess leat, String topic, int count) throws Exception {
        try (var admin = Admin.create(client(leat))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        try (var producer = new KafkaProducer<>(client(leat), new StringSerializer(), new StringSerializer())) {
            for (var n = 0; n < count; n++) {
                var unused = producer.send(new ProducerRecord<>(topic, "key", "order " + n));
            }
        }
    }

    private static void commit(LeatProcess leat, String group, String topic, long offset) {
        var config = new HashMap<>(client(leat));
        config.put("group.id", group);
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.commitSync(Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset)));
        }
    }

    private static Map<String, Object> client(LeatProcess leat) {
        return Map.of("bootstrap.servers", leat.kafka());
    }
}
