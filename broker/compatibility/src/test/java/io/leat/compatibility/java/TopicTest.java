package io.leat.compatibility.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.compatibility.cluster.JavaClients;
import io.leat.compatibility.cluster.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTest {
    @RegisterExtension
    static final TestCluster CLUSTER = TestCluster.plain();

    private JavaClients clients;

    @BeforeEach
    void connect() {
        clients = JavaClients.of(CLUSTER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void givesBackWhatWasCompressed(String compression) {
        var topic = "compressed-" + compression;
        clients.createTopic(topic, 1, Map.of());
        var values = IntStream.range(0, 500)
                .mapToObj(number -> number + "x".repeat(100))
                .toList();

        try (var producer = clients.producer(Map.of("compression.type", compression, "linger.ms", 50))) {
            values.forEach(value -> producer.send(new ProducerRecord<>(topic, value)));
        }

        assertThat(clients.values(topic, "read_uncommitted")).isEqualTo(values);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "all"})
    void keepsHeadersKeysAndTimesWithEveryAcks(String acks) {
        var topic = "whole-" + acks;
        clients.createTopic(topic, 1, Map.of());
        var record = new ProducerRecord<>(topic, 0, 1_700_000_000_000L, "key", (String) null);
        record.headers().add("a", new byte[] {1, 2}).add("a", null);

        try (var producer = clients.producer(Map.of("acks", acks, "enable.idempotence", false))) {
            producer.send(record);
        }

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(clients.records(topic, "read_uncommitted"))
                        .singleElement()
                        .satisfies(read -> {
                            assertThat(read.key()).isEqualTo("key");
                            assertThat(read.value()).isNull();
                            assertThat(read.timestamp()).isEqualTo(1_700_000_000_000L);
                            assertThat(read.headers().toArray()).hasSize(2);
                            assertThat(read.leaderEpoch()).isPresent();
                        }));
    }

    @Test
    void keepsTheLastValueOfAKeyOnceTheTopicIsCompacted() {
        clients.createTopic(
                "compacted",
                1,
                Map.of(
                        "cleanup.policy", "compact",
                        "min.cleanable.dirty.ratio", "0.01",
                        "segment.ms", "100",
                        "delete.retention.ms", "60000"));
        try (var producer = clients.producer(Map.of())) {
            for (var round = 0; round < 20; round++) {
                producer.send(new ProducerRecord<>("compacted", "a", "a" + round));
                producer.send(new ProducerRecord<>("compacted", "b", "b" + round));
                producer.flush();
            }
            producer.send(new ProducerRecord<>("compacted", "b", null));
        }

        // The active segment is not compacted: one more record a round closes the one before.
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> {
                    clients.send("compacted", List.of("filler"));
                    var records = clients.records("compacted", "read_uncommitted");
                    assertThat(records)
                            .filteredOn(record -> record.key().equals("a"))
                            .singleElement()
                            .satisfies(record -> assertThat(record.value()).isEqualTo("a19"));
                    assertThat(records)
                            .filteredOn(record -> record.key().equals("b"))
                            .allMatch(record -> record.value() == null);
                });
    }

    @Test
    void refusesARecordWithoutKeyInACompactedTopic() {
        clients.createTopic("keyed", 1, Map.of("cleanup.policy", "compact"));
        try (var producer = clients.producer(Map.of())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("keyed", "no key"))
                            .get())
                    .hasCauseInstanceOf(InvalidRecordException.class);
        }
    }

    @Test
    void refusesARecordAboveTheTopicsLimit() {
        clients.createTopic("small", 1, Map.of("max.message.bytes", "1000"));
        try (var producer = clients.producer(Map.of())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("small", "x".repeat(2_000)))
                            .get())
                    .hasCauseInstanceOf(RecordTooLargeException.class);
        }
    }

    @Test
    void makesTheTopicOfAProducerThatWritesToANewOne() throws Exception {
        clients.send("made-by-producer", List.of("a"));

        try (var admin = clients.admin()) {
            var topic = admin.describeTopics(List.of("made-by-producer"))
                    .allTopicNames()
                    .get()
                    .get("made-by-producer");
            assertThat(topic.partitions()).hasSize(1);
        }
        assertThat(clients.values("made-by-producer", "read_uncommitted")).containsExactly("a");
    }

    @Test
    void answersOffsetsByTimeAndByEnd() throws Exception {
        clients.createTopic("times", 1, Map.of());
        var partition = new TopicPartition("times", 0);
        try (var producer = clients.producer(Map.of());
                var admin = clients.admin()) {
            for (var time : List.of(1_000L, 3_000L, 2_000L)) {
                producer.send(new ProducerRecord<>("times", 0, time, null, "at " + time))
                        .get();
            }

            assertThat(offset(admin, partition, OffsetSpec.earliest())).isZero();
            assertThat(offset(admin, partition, OffsetSpec.latest())).isEqualTo(3);
            assertThat(offset(admin, partition, OffsetSpec.maxTimestamp())).isEqualTo(1);
            assertThat(offset(admin, partition, OffsetSpec.forTimestamp(1_500))).isEqualTo(1);
            assertThat(offset(admin, partition, OffsetSpec.forTimestamp(4_000))).isEqualTo(-1);
        }
    }

    private static long offset(Admin admin, TopicPartition partition, OffsetSpec spec) throws Exception {
        return admin.listOffsets(Map.of(partition, spec))
                .partitionResult(partition)
                .get()
                .offset();
    }

    @Test
    void deletesRecordsBeforeAnOffset() throws Exception {
        clients.createTopic("trimmed", 1, Map.of());
        clients.send("trimmed", List.of("a", "b", "c"));
        try (var admin = clients.admin()) {
            var deleted =
                    admin.deleteRecords(Map.of(new TopicPartition("trimmed", 0), RecordsToDelete.beforeOffset(2)));

            assertThat(deleted.lowWatermarks()
                            .get(new TopicPartition("trimmed", 0))
                            .get()
                            .lowWatermark())
                    .isEqualTo(2);
        }
        assertThat(clients.values("trimmed", "read_uncommitted")).containsExactly("c");
    }

    @Test
    void changesATopicAndDescribesTheChange() throws Exception {
        clients.createTopic("changed", 1, Map.of("retention.ms", "1000000"));
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, "changed");
        try (var admin = clients.admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            resource,
                            List.of(
                                    new AlterConfigOp(new ConfigEntry("retention.ms", "2000000"), OpType.SET),
                                    new AlterConfigOp(new ConfigEntry("cleanup.policy", "compact"), OpType.APPEND))))
                    .all()
                    .get();
            admin.createPartitions(Map.of("changed", NewPartitions.increaseTo(3)))
                    .all()
                    .get();

            var config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            assertThat(config.get("retention.ms").value()).isEqualTo("2000000");
            assertThat(config.get("retention.ms").source()).isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG);
            assertThat(config.get("cleanup.policy").value()).isEqualTo("delete,compact");
            assertThat(config.get("segment.bytes").isDefault()).isTrue();
            assertThat(admin.describeTopics(List.of("changed"))
                            .allTopicNames()
                            .get()
                            .get("changed")
                            .partitions())
                    .hasSize(3);
        }
    }

    @Test
    void refusesWhatKafkaRefusesWithItsErrors() throws Exception {
        clients.createTopic("twice", 2, Map.of());
        try (var admin = clients.admin()) {
            var topics = List.of(
                    new NewTopic("twice", 1, (short) 1),
                    new NewTopic("bad name", 1, (short) 1),
                    new NewTopic("no-partitions", 0, (short) 1),
                    new NewTopic("bad-config", 1, (short) 1).configs(Map.of("retention.ms", "soon")));
            var created = admin.createTopics(topics).values();

            assertThatThrownBy(() -> created.get("twice").get()).hasCauseInstanceOf(TopicExistsException.class);
            assertThatThrownBy(() -> created.get("bad name").get()).hasCauseInstanceOf(InvalidTopicException.class);
            assertThatThrownBy(() -> created.get("no-partitions").get())
                    .hasCauseInstanceOf(InvalidPartitionsException.class);
            assertThatThrownBy(() -> created.get("bad-config").get())
                    .hasCauseInstanceOf(InvalidConfigurationException.class);
            assertThatThrownBy(() -> admin.createPartitions(Map.of("twice", NewPartitions.increaseTo(1)))
                            .all()
                            .get())
                    .hasCauseInstanceOf(InvalidPartitionsException.class);
            assertThatThrownBy(
                            () -> admin.deleteTopics(List.of("nowhere")).all().get())
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void forgetsADeletedTopicAndTakesItsNameForANewOne() throws Exception {
        clients.createTopic("again", 1, Map.of());
        clients.send("again", List.of("old"));
        try (var admin = clients.admin()) {
            var before = admin.describeTopics(List.of("again"))
                    .allTopicNames()
                    .get()
                    .get("again")
                    .topicId();
            admin.deleteTopics(List.of("again")).all().get();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> !admin.listTopics().names().get().contains("again"));

            clients.createTopic("again", 1, Map.of());

            assertThat(admin.describeTopics(List.of("again"))
                            .allTopicNames()
                            .get()
                            .get("again")
                            .topicId())
                    .isNotEqualTo(before);
        }
        assertThat(clients.values("again", "read_uncommitted")).isEmpty();
    }
}
