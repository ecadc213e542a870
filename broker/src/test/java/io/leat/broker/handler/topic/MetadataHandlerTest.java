package io.leat.broker.handler.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.broker.topic.TopicSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataHandlerTest {
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

    private MetadataResponse names(int version, boolean autoCreate, String... names) {
        var data = new MetadataRequestData()
                .setTopics(MetadataRequest.convertToMetadataRequestTopic(List.of(names)))
                .setAllowAutoTopicCreation(autoCreate)
                .setIncludeTopicAuthorizedOperations(version >= 8);
        return served.ask(new MetadataRequest(data, (short) version), MetadataResponse.class);
    }

    private MetadataResponse all() {
        var data = new MetadataRequestData().setTopics(null);
        return served.ask(new MetadataRequest(data, (short) 13), MetadataResponse.class);
    }

    private static MetadataResponseTopic only(MetadataResponse response) {
        assertThat(response.data().topics()).hasSize(1);
        return response.data().topics().iterator().next();
    }

    private static Errors error(MetadataResponseTopic topic) {
        return Errors.forCode(topic.errorCode());
    }

    @Test
    void describesATopicInEveryVersion() {
        var topic = served.broker.topics().create("t", 2, Map.of());
        for (var version : ApiKeys.METADATA.allVersions()) {
            var found = only(names(version, true, "t"));

            assertThat(error(found)).isEqualTo(Errors.NONE);
            assertThat(found.partitions()).hasSize(2);
            assertThat(found.partitions().get(1).leaderId()).isEqualTo(Served.NODE);
            assertThat(found.partitions().get(1).isrNodes()).containsExactly(Served.NODE);
            assertThat(found.topicId()).isEqualTo(version >= 10 ? topic.id() : Uuid.ZERO_UUID);
        }
    }

    @Test
    void namesTheBrokerAsTheAskingListenerReachesIt() {
        var response = names(13, true);

        assertThat(response.clusterId()).isEqualTo(served.broker.clusterId());
        assertThat(response.controller().id()).isEqualTo(Served.NODE);
        assertThat(response.brokers())
                .singleElement()
                .satisfies(node -> assertThat(node.host()).isEqualTo("plaintext.example"));
        assertThat(response.data().topics()).isEmpty();
    }

    @Test
    void listsAllTopicsForNullAndNoneForAnEmptyList() {
        served.broker.topics().create("a", 1, Map.of());
        served.broker.topics().create("b", 1, Map.of());

        assertThat(all().data().topics())
                .extracting(MetadataResponseTopic::name)
                .contains("a", "b");
        assertThat(names(4, true).data().topics()).isEmpty();
    }

    @Test
    void listsAllTopicsForAnEmptyListInTheOldestVersion() {
        served.broker.topics().create("a", 1, Map.of());

        var response = names(0, true);

        assertThat(response.data().topics())
                .extracting(MetadataResponseTopic::name)
                .contains("a");
    }

    @Test
    void makesAMissingTopicWithTheDefaultsIfClientAndBrokerLetIt() {
        var topic = only(names(13, true, "new"));

        assertThat(error(topic)).isEqualTo(Errors.NONE);
        assertThat(topic.partitions()).hasSize(3);
        assertThat(served.broker.topics().describe(topic.topicId())).isPresent();
    }

    @Test
    void makesNoTopicUnlessTheClientAllows() {
        assertThat(error(only(names(13, false, "new")))).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(served.broker.topics().describe("new")).isEmpty();
    }

    @Test
    void makesNoTopicWhereTheBrokerForbids() {
        var request = new MetadataRequest(
                new MetadataRequestData().setTopics(MetadataRequest.convertToMetadataRequestTopic(List.of("new"))),
                (short) 9);

        var response = served.ask(request, new TopicSettings(false, true, false), MetadataResponse.class);

        assertThat(error(only(response))).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(served.broker.topics().describe("new")).isEmpty();
    }

    @Test
    void refusesAnImpossibleName() {
        assertThat(error(only(names(13, true, "a/b")))).isEqualTo(Errors.INVALID_TOPIC_EXCEPTION);
    }

    @Test
    void makesNoTopicOfTheLogsOwn() {
        assertThat(error(only(names(13, true, "__transaction_state")))).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
    }

    @Test
    void findsTopicsByIdAndTellsUnknownIds() {
        var topic = served.broker.topics().create("t", 1, Map.of());
        var unknown = Uuid.randomUuid();
        var data = new MetadataRequestData()
                .setTopics(MetadataRequest.convertTopicIdsToMetadataRequestTopic(List.of(topic.id(), unknown)));

        var response = served.ask(new MetadataRequest(data, (short) 13), MetadataResponse.class);

        assertThat(response.data().topics())
                .anySatisfy(found -> assertThat(found.name()).isEqualTo("t"))
                .anySatisfy(missing -> {
                    assertThat(missing.topicId()).isEqualTo(unknown);
                    assertThat(error(missing)).isEqualTo(Errors.UNKNOWN_TOPIC_ID);
                });
    }

    @Test
    void refusesIdsBeforeTheyWork() {
        var data = new MetadataRequestData()
                .setTopics(MetadataRequest.convertTopicIdsToMetadataRequestTopic(List.of(Uuid.randomUuid())));

        assertThatThrownBy(() -> served.ask(new MetadataRequest(data, (short) 11), MetadataResponse.class))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void tellsNobodyOfATopicThatTheyMayNotDescribe() {
        served.broker.topics().create("secret", 1, Map.of());
        served.access.deny(AclOperation.DESCRIBE, ResourceType.TOPIC, "secret");
        served.access.deny(AclOperation.DESCRIBE, ResourceType.TOPIC, "missing");

        var there = only(names(13, true, "secret"));
        var missing = only(names(13, true, "missing"));

        assertThat(error(there)).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED);
        assertThat(there.setName("")).isEqualTo(missing.setName(""));
        assertThat(served.broker.topics().describe("missing")).isEmpty();
        assertThat(all().data().topics())
                .extracting(MetadataResponseTopic::name)
                .doesNotContain("secret");
    }

    @Test
    void makesNoTopicThatTheCallerMayNotCreate() {
        served.access.deny(AclOperation.CREATE, ResourceType.CLUSTER, "kafka-cluster");
        served.access.deny(AclOperation.CREATE, ResourceType.TOPIC, "new");

        assertThat(error(only(names(13, true, "new")))).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED);
        assertThat(error(only(names(13, true, "other")))).isEqualTo(Errors.NONE);
        assertThat(served.broker.topics().describe("new")).isEmpty();
    }

    @Test
    void tellsWhatTheCallerMayDoOnlyWhereAsked() {
        served.broker.topics().create("t", 1, Map.of());

        assertThat(only(names(8, true, "t")).topicAuthorizedOperations()).isPositive();
        assertThat(only(names(7, true, "t")).topicAuthorizedOperations())
                .isEqualTo(MetadataResponse.AUTHORIZED_OPERATIONS_OMITTED);
    }
}
