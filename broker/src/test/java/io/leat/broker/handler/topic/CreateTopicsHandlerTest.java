package io.leat.broker.handler.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.topic.TopicSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableReplicaAssignment;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicConfigs;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.CreateTopicsRequest;
import org.apache.kafka.common.requests.CreateTopicsResponse;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreateTopicsHandlerTest {
    @TempDir
    Path folder;

    private Served served;

    @BeforeEach
    void open() {
        served = new Served(folder, Map.of());
    }

    @AfterEach
    void close() {
        served.close();
    }

    private static CreatableTopic topic(String name) {
        return new CreatableTopic().setName(name).setNumPartitions(2).setReplicationFactor((short) 1);
    }

    private static CreatableTopic topic(String name, String key, String value) {
        var topic = topic(name);
        topic.configs().add(new CreatableTopicConfig().setName(key).setValue(value));
        return topic;
    }

    private static CreatableTopic assigned(String name, int partition, Integer... brokers) {
        var topic = topic(name).setNumPartitions(-1).setReplicationFactor((short) -1);
        topic.assignments()
                .add(new CreatableReplicaAssignment()
                        .setPartitionIndex(partition)
                        .setBrokerIds(List.of(brokers)));
        return topic;
    }

    private static CreateTopicsRequest request(int version, boolean checkOnly, CreatableTopic... topics) {
        var data = new CreateTopicsRequestData().setValidateOnly(checkOnly);
        List.of(topics).forEach(data.topics()::mustAdd);
        return new CreateTopicsRequest(data, (short) version);
    }

    private CreatableTopicResult create(CreatableTopic topic) {
        return only(served.ask(request(7, false, topic), CreateTopicsResponse.class));
    }

    private static CreatableTopicResult only(CreateTopicsResponse response) {
        assertThat(response.data().topics()).hasSize(1);
        return response.data().topics().iterator().next();
    }

    private static Errors error(CreatableTopicResult result) {
        return Errors.forCode(result.errorCode());
    }

    private void assertRefused(CreatableTopic topic, Errors error, String... inMessage) {
        var result = create(topic);
        assertThat(error(result)).isEqualTo(error);
        assertThat(List.of(inMessage))
                .allSatisfy(part -> assertThat(result.errorMessage()).contains(part));
        assertThat(served.broker.topics().describe(topic.name())).isEmpty();
    }

    @Test
    void makesATopicInEveryVersion() {
        for (var version : ApiKeys.CREATE_TOPICS.allVersions()) {
            var response = served.ask(request(version, false, topic("t" + version)), CreateTopicsResponse.class);

            assertThat(error(only(response))).isEqualTo(Errors.NONE);
            assertThat(served.broker.topics().describe("t" + version)).isPresent();
        }
    }

    @Test
    void tellsIdPartitionsAndSettingsOfTheNewTopic() {
        var result = create(topic("t", "retention.ms", "1000"));

        assertThat(result.topicId())
                .isEqualTo(served.broker.topics().describe("t").orElseThrow().id());
        assertThat(result.numPartitions()).isEqualTo(2);
        assertThat(result.replicationFactor()).isEqualTo((short) 1);
        assertThat(result.configs())
                .filteredOn(config -> config.configSource() == 1)
                .extracting(CreatableTopicConfigs::name, CreatableTopicConfigs::value)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("retention.ms", "1000"));
        assertThat(result.configs()).extracting(CreatableTopicConfigs::name).contains("cleanup.policy");
    }

    @Test
    void takesTheDefaultPartitionsForMinusOne() {
        create(topic("t").setNumPartitions(-1).setReplicationFactor((short) -1));

        assertThat(served.broker.topics().describe("t").orElseThrow().partitions())
                .isEqualTo(3);
    }

    @Test
    void makesNothingWhenAskedOnlyToCheck() {
        var result = only(served.ask(request(7, true, topic("t")), CreateTopicsResponse.class));

        assertThat(error(result)).isEqualTo(Errors.NONE);
        assertThat(result.topicId()).isEqualTo(Uuid.ZERO_UUID);
        assertThat(result.numPartitions()).isEqualTo(2);
        assertThat(served.broker.topics().describe("t")).isEmpty();
    }

    @Test
    void refusesEachWrongTopicForItselfAndMakesTheOthers() {
        var response = served.ask(
                request(7, false, topic("good"), topic("a/b"), topic("bad", "retention.ms", "soon")),
                CreateTopicsResponse.class);

        assertThat(response.errorCounts())
                .containsEntry(Errors.NONE, 1)
                .containsEntry(Errors.INVALID_TOPIC_EXCEPTION, 1)
                .containsEntry(Errors.INVALID_CONFIG, 1);
        assertThat(served.broker.topics().list()).contains("good").doesNotContain("bad");
    }

    @Test
    void refusesATopicThatIsThere() {
        create(topic("t"));

        var again = create(topic("t"));

        assertThat(error(again)).isEqualTo(Errors.TOPIC_ALREADY_EXISTS);
        assertThat(again.errorMessage()).contains("'t'");
    }

    @Test
    void refusesATopicNamedTwiceInARequest() {
        var result = only(served.ask(request(7, false, topic("t"), topic("t")), CreateTopicsResponse.class));

        assertThat(error(result)).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(served.broker.topics().describe("t")).isEmpty();
    }

    @Test
    void refusesNamesThatMetricsCannotTellApart() {
        create(topic("a.b"));
        assertRefused(topic("a_b"), Errors.INVALID_TOPIC_EXCEPTION, "a.b");

        var response = served.ask(request(7, false, topic("c.d"), topic("c_d")), CreateTopicsResponse.class);

        assertThat(response.errorCounts())
                .containsEntry(Errors.NONE, 1)
                .containsEntry(Errors.INVALID_TOPIC_EXCEPTION, 1);
    }

    @Test
    void refusesMoreReplicasThanThereAreNodes() {
        assertRefused(
                topic("t").setReplicationFactor((short) 3),
                Errors.INVALID_REPLICATION_FACTOR,
                "3",
                "broker.clamp.replication.factor");
        assertRefused(topic("t").setReplicationFactor((short) 0), Errors.INVALID_REPLICATION_FACTOR);
    }

    @Test
    void takesMoreReplicasForOneWhenToldTo() {
        var request = request(7, false, topic("t").setReplicationFactor((short) 3));

        var result = only(served.ask(request, new TopicSettings(true, true, true), CreateTopicsResponse.class));

        assertThat(error(result)).isEqualTo(Errors.NONE);
        assertThat(result.replicationFactor()).isEqualTo((short) 1);
    }

    @Test
    void refusesPartitionCountsThatCannotBe() {
        assertRefused(topic("t").setNumPartitions(0), Errors.INVALID_PARTITIONS);
        assertRefused(topic("t").setNumPartitions(-2), Errors.INVALID_PARTITIONS);
        assertRefused(topic("t").setNumPartitions(10_001), Errors.INVALID_PARTITIONS, "10001");
    }

    @Test
    void takesReplicasAssignedToThisNode() {
        assertThat(error(create(assigned("t", 0, Served.NODE)))).isEqualTo(Errors.NONE);
        assertThat(served.broker.topics().describe("t").orElseThrow().partitions())
                .isEqualTo(1);
    }

    @Test
    void refusesReplicasElsewhere() {
        assertRefused(assigned("t", 0, 9), Errors.INVALID_REPLICA_ASSIGNMENT, "broker 9");
        assertRefused(assigned("t", 1, Served.NODE), Errors.INVALID_REPLICA_ASSIGNMENT, "consecutive");
        assertRefused(assigned("t", 0), Errors.INVALID_REPLICA_ASSIGNMENT, "empty");
        assertRefused(assigned("t", 0, Served.NODE, Served.NODE), Errors.INVALID_REPLICA_ASSIGNMENT, "more than once");
        assertRefused(assigned("t", 0, Served.NODE).setNumPartitions(1), Errors.INVALID_REQUEST, "numPartitions");
        assertRefused(
                assigned("t", 0, Served.NODE).setReplicationFactor((short) 1),
                Errors.INVALID_REQUEST,
                "replication factor");
    }

    @Test
    void namesTheSettingThatIsWrong() {
        assertRefused(topic("t", "retention.mss", "1"), Errors.INVALID_CONFIG, "retention.mss");
    }

    @Test
    void refusesCallersWhoMayNotCreate() {
        served.access.deny(AclOperation.CREATE, ResourceType.CLUSTER, "kafka-cluster");
        served.access.deny(AclOperation.CREATE, ResourceType.TOPIC, "t");

        assertRefused(topic("t"), Errors.TOPIC_AUTHORIZATION_FAILED);
        assertThat(error(create(topic("other")))).isEqualTo(Errors.NONE);
    }

    @Test
    void keepsTheSettingsFromWhoMayNotSeeThem() {
        served.access.deny(AclOperation.DESCRIBE_CONFIGS, ResourceType.TOPIC, "t");

        var result = create(topic("t"));

        assertThat(error(result)).isEqualTo(Errors.NONE);
        assertThat(result.topicConfigErrorCode()).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED.code());
        assertThat(result.configs()).isEmpty();
        assertThat(result.numPartitions()).isEqualTo(-1);
    }
}
