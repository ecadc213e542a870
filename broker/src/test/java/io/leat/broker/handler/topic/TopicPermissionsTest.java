package io.leat.broker.handler.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.broker.security.Access;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsRequestData.DeleteTopicState;
import org.apache.kafka.common.message.DeleteTopicsResponseData.DeletableTopicResult;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData.DescribeConfigsResource;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData.TopicRequest;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.requests.CreatePartitionsRequest;
import org.apache.kafka.common.requests.CreatePartitionsResponse;
import org.apache.kafka.common.requests.CreateTopicsRequest;
import org.apache.kafka.common.requests.CreateTopicsResponse;
import org.apache.kafka.common.requests.DeleteTopicsRequest;
import org.apache.kafka.common.requests.DeleteTopicsResponse;
import org.apache.kafka.common.requests.DescribeClientQuotasRequest;
import org.apache.kafka.common.requests.DescribeClientQuotasResponse;
import org.apache.kafka.common.requests.DescribeConfigsRequest;
import org.apache.kafka.common.requests.DescribeConfigsResponse;
import org.apache.kafka.common.requests.DescribeTopicPartitionsRequest;
import org.apache.kafka.common.requests.DescribeTopicPartitionsResponse;
import org.apache.kafka.common.requests.IncrementalAlterConfigsRequest;
import org.apache.kafka.common.requests.IncrementalAlterConfigsResponse;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a caller without permission gets to know. */
class TopicPermissionsTest {
    @TempDir
    Path folder;

    private Served served;

    @BeforeEach
    void open() {
        served = new Served(folder, Map.of());
        served.broker.topics().create("t", 1, Map.of());
    }

    @AfterEach
    void close() {
        served.close();
    }

    private void deny(AclOperation operation) {
        served.access.deny(operation, ResourceType.TOPIC, "t").deny(operation, ResourceType.TOPIC, "none");
    }

    private DeletableTopicResult delete(DeleteTopicState topic, int version) {
        var data = new DeleteTopicsRequestData();
        if (version >= 6) {
            data.setTopics(List.of(topic));
        } else {
            data.setTopicNames(List.of(topic.name()));
        }
        var request = new DeleteTopicsRequest.Builder(data).build((short) version);
        var response = served.ask(request, DeleteTopicsResponse.class);
        return response.data().responses().iterator().next();
    }

    private static DeleteTopicState named(String name) {
        return new DeleteTopicState().setName(name);
    }

    @Test
    void deletionInEveryVersionTellsNothingOfATopicThatMayNotBeDeleted() {
        deny(AclOperation.DELETE);
        for (var version : ApiKeys.DELETE_TOPICS.allVersions()) {
            var there = delete(named("t"), version);
            var missing = delete(named("none"), version);

            assertThat(there.errorCode()).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED.code());
            assertThat(there.topicId()).isEqualTo(Uuid.ZERO_UUID);
            assertThat(there.setName("")).isEqualTo(missing.setName(""));
        }
        assertThat(served.broker.topics().describe("t")).isPresent();
    }

    @Test
    void deletionByIdKeepsTheNameToItself() {
        deny(AclOperation.DESCRIBE);
        var id = served.broker.topics().describe("t").orElseThrow().id();

        var result = delete(new DeleteTopicState().setName(null).setTopicId(id), 6);

        assertThat(result.errorCode()).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED.code());
        assertThat(result.name()).isNull();
    }

    @Test
    void topicsOfTheWorkerAreNotMadeByWhoMayMakeAnyTopic() {
        served.access
                .deny(AclOperation.CREATE, ResourceType.TOPIC, "worker-topic")
                .reserve("worker-topic")
                .deny(AclOperation.CREATE, ResourceType.TOPIC, "orders");
        var data = new CreateTopicsRequestData();
        for (var name : List.of("worker-topic", "orders")) {
            data.topics()
                    .add(new CreatableTopic().setName(name).setNumPartitions(1).setReplicationFactor((short) 1));
        }

        var results = served.ask(new CreateTopicsRequest.Builder(data).build(), CreateTopicsResponse.class)
                .data()
                .topics();

        assertThat(results.find("worker-topic").errorCode()).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED.code());
        assertThat(results.find("orders").errorCode()).isEqualTo(Errors.NONE.code());
    }

    @Test
    void aTopicGrowsOnlyForWhoMayAlterIt() {
        deny(AclOperation.ALTER);
        var data = new CreatePartitionsRequestData();
        data.topics().add(new CreatePartitionsTopic().setName("t").setCount(2).setAssignments(null));
        data.topics()
                .add(new CreatePartitionsTopic().setName("none").setCount(2).setAssignments(null));

        var response = served.ask(new CreatePartitionsRequest.Builder(data).build(), CreatePartitionsResponse.class);

        assertThat(response.errorCounts()).containsExactly(Map.entry(Errors.TOPIC_AUTHORIZATION_FAILED, 2));
        assertThat(served.broker.topics().describe("t").orElseThrow().partitions())
                .isEqualTo(1);
    }

    @Test
    void settingsAreShownAndChangedOnlyForWhoMay() {
        deny(AclOperation.DESCRIBE_CONFIGS);
        deny(AclOperation.ALTER_CONFIGS);
        served.access.deny(AclOperation.DESCRIBE_CONFIGS, ResourceType.CLUSTER, Access.CLUSTER);
        var topic = ConfigResource.Type.TOPIC.id();
        var describe = new DescribeConfigsRequestData()
                .setResources(List.of(
                        new DescribeConfigsResource().setResourceType(topic).setResourceName("t"),
                        new DescribeConfigsResource().setResourceType(topic).setResourceName("none"),
                        new DescribeConfigsResource()
                                .setResourceType(ConfigResource.Type.BROKER.id())
                                .setResourceName("")));
        var alter = new IncrementalAlterConfigsRequestData();
        alter.resources().add(new AlterConfigsResource().setResourceType(topic).setResourceName("t"));

        var described = served.ask(
                new DescribeConfigsRequest(describe, ApiKeys.DESCRIBE_CONFIGS.latestVersion()),
                DescribeConfigsResponse.class);
        var altered = served.ask(
                new IncrementalAlterConfigsRequest.Builder(alter).build(), IncrementalAlterConfigsResponse.class);

        assertThat(described.errorCounts())
                .containsEntry(Errors.TOPIC_AUTHORIZATION_FAILED, 2)
                .containsEntry(Errors.CLUSTER_AUTHORIZATION_FAILED, 1);
        assertThat(described.data().results())
                .allSatisfy(result -> assertThat(result.configs()).isEmpty());
        assertThat(altered.errorCounts()).containsExactly(Map.entry(Errors.TOPIC_AUTHORIZATION_FAILED, 1));
    }

    @Test
    void pagesOfTopicsLeaveOutWhatMayNotBeDescribed() {
        deny(AclOperation.DESCRIBE);
        served.broker.topics().create("u", 1, Map.of());
        var all = new DescribeTopicPartitionsRequestData();
        var byName = new DescribeTopicPartitionsRequestData()
                .setTopics(List.of(new TopicRequest().setName("t"), new TopicRequest().setName("none")));

        var listed = served.ask(new DescribeTopicPartitionsRequest(all), DescribeTopicPartitionsResponse.class);
        var asked = served.ask(new DescribeTopicPartitionsRequest(byName), DescribeTopicPartitionsResponse.class);

        assertThat(listed.data().topics())
                .extracting(topic -> topic.name())
                .contains("u")
                .doesNotContain("t");
        assertThat(asked.errorCounts()).containsEntry(Errors.TOPIC_AUTHORIZATION_FAILED, 2);
        assertThat(asked.data().topics())
                .allSatisfy(topic -> assertThat(topic.topicId()).isEqualTo(Uuid.ZERO_UUID));
    }

    @Test
    void quotasAreShownOnlyToWhoMaySeeTheClustersSettings() {
        served.access.deny(AclOperation.DESCRIBE_CONFIGS, ResourceType.CLUSTER, Access.CLUSTER);
        var request = new DescribeClientQuotasRequest.Builder(ClientQuotaFilter.all()).build();

        assertThatThrownBy(() -> served.ask(request, DescribeClientQuotasResponse.class))
                .isInstanceOf(ClusterAuthorizationException.class);
    }
}
