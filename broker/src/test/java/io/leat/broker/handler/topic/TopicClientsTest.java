package io.leat.broker.handler.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.broker.Broker;
import io.leat.broker.BrokerConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics as Kafka's admin client sees them. */
class TopicClientsTest {
    @TempDir
    Path folder;

    private Broker broker;
    private Admin admin;

    @BeforeEach
    void open() {
        broker = Broker.open(BrokerConfig.of(
                folder,
                Map.of(
                        "broker.listeners",
                        "PLAINTEXT://localhost:0",
                        "log.min.free.bytes",
                        "0",
                        "num.partitions",
                        "3",
                        "log.retention.bytes",
                        "123456",
                        "super.users",
                        "User:ANONYMOUS")));
        admin = Admin.create(Map.of(
                "bootstrap.servers", "localhost:" + broker.listeners().get(0).port()));
    }

    @AfterEach
    void close() {
        admin.close();
        broker.close();
    }

    private static NewTopic topic(String name, int replicas) {
        return new NewTopic(name, Optional.of(2), Optional.of((short) replicas));
    }

    @Test
    void areMadeAndDescribed() throws Exception {
        var made = admin.createTopics(List.of(topic("t", 1).configs(Map.of("retention.ms", "1000"))));
        made.all().get();

        var described = admin.describeTopics(List.of("t")).allTopicNames().get().get("t");
        assertThat(described.topicId()).isEqualTo(made.topicId("t").get());
        assertThat(described.partitions())
                .extracting(TopicPartitionInfo::partition)
                .containsExactly(0, 1);
        assertThat(made.config("t").get().get("retention.ms").value()).isEqualTo("1000");
        assertThat(admin.listTopics().names().get()).contains("t");
    }

    @Test
    void areDeletedByNameAndById() throws Exception {
        var made = admin.createTopics(List.of(topic("a", 1), topic("b", 1)));
        made.all().get();

        admin.deleteTopics(List.of("a")).all().get();
        admin.deleteTopics(TopicCollection.ofTopicIds(List.of(made.topicId("b").get())))
                .all()
                .get();

        assertThat(admin.listTopics().names().get()).doesNotContain("a", "b");
        assertThatThrownBy(() -> admin.deleteTopics(List.of("a")).all().get())
                .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        assertThatThrownBy(() -> admin.deleteTopics(TopicCollection.ofTopicIds(List.of(Uuid.randomUuid())))
                        .all()
                        .get())
                .hasCauseInstanceOf(UnknownTopicIdException.class);
    }

    @Test
    void growButNeverShrink() throws Exception {
        admin.createTopics(List.of(topic("t", 1))).all().get();

        admin.createPartitions(
                        Map.of("t", NewPartitions.increaseTo(3)), new CreatePartitionsOptions().validateOnly(true))
                .all()
                .get();
        assertThat(broker.topics().describe("t").orElseThrow().partitions()).isEqualTo(2);
        admin.createPartitions(Map.of("t", NewPartitions.increaseTo(3))).all().get();

        assertThat(broker.topics().describe("t").orElseThrow().partitions()).isEqualTo(3);
        assertThatThrownBy(() -> admin.createPartitions(Map.of("t", NewPartitions.increaseTo(3)))
                        .all()
                        .get())
                .hasCauseInstanceOf(InvalidPartitionsException.class);
        assertThatThrownBy(() -> admin.createPartitions(Map.of("t", NewPartitions.increaseTo(5, List.of(List.of(9)))))
                        .all()
                        .get())
                .hasCauseInstanceOf(InvalidReplicaAssignmentException.class);
    }

    /** Where a group or a transactional id is stored follows from their number. */
    @Test
    void ofTheLogItselfKeepTheirNumberOfPartitions() throws Exception {
        admin.createTopics(List.of(topic("t", 1))).all().get();
        broker.groups().commit("g", Map.of(new TopicPartition("t", 0), 1L)).join();

        assertThatThrownBy(() -> admin.createPartitions(Map.of("__consumer_offsets", NewPartitions.increaseTo(9)))
                        .all()
                        .get())
                .hasCauseInstanceOf(InvalidTopicException.class);
        assertThat(broker.topics().describe("__consumer_offsets").orElseThrow().partitions())
                .isEqualTo(1);
    }

    @Test
    void areDescribedPageByPage() throws Exception {
        admin.createTopics(List.of(topic("a", 1), topic("b", 1), topic("c", 1)))
                .all()
                .get();

        var described = admin.describeTopics(
                        List.of("a", "b", "c"), new DescribeTopicsOptions().partitionSizeLimitPerResponse(1))
                .allTopicNames()
                .get();

        assertThat(described).containsOnlyKeys("a", "b", "c");
        assertThat(described.values())
                .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(2));
    }

    @Test
    void liveInAClusterOfOneNode() throws Exception {
        var cluster = admin.describeCluster();

        assertThat(cluster.clusterId().get()).isEqualTo(broker.clusterId());
        assertThat(cluster.nodes().get()).hasSize(1);
        assertThat(cluster.controller().get().id())
                .isEqualTo(cluster.nodes().get().iterator().next().id());
    }

    @Test
    void areRefusedWithTheReason() throws Exception {
        admin.createTopics(List.of(topic("t", 1))).all().get();

        assertThatThrownBy(
                        () -> admin.createTopics(List.of(topic("t", 1))).all().get())
                .hasCauseInstanceOf(TopicExistsException.class);
        assertThatThrownBy(
                        () -> admin.createTopics(List.of(topic("u", 3))).all().get())
                .hasCauseInstanceOf(InvalidReplicationFactorException.class)
                .hasMessageContaining("broker.clamp.replication.factor");
    }
}
