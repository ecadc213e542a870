package io.leat.broker.handler.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.Broker;
import io.leat.broker.BrokerConfig;
import io.leat.broker.network.WireClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ConsumerGroupDescribeRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.DeleteGroupsRequestData;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData.Coordinator;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocolCollection;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopic;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.FindCoordinatorResponse;
import org.apache.kafka.common.requests.OffsetCommitResponse;
import org.apache.kafka.common.requests.OffsetFetchResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The requests of groups on the wire, in every version. */
class GroupHandlersTest {
    private static final String GROUP = "g";

    @TempDir
    private static Path folder;

    private static Broker broker;
    private static Uuid topicId;

    @BeforeAll
    static void open() {
        broker = Broker.open(BrokerConfig.of(
                folder, Map.of("broker.listeners", "PLAINTEXT://127.0.0.1:0", "log.min.free.bytes", "0")));
        topicId = broker.topics().create("t", 2, Map.of()).id();
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    /** A request of a key, in one version; the text names it in the test report. */
    record Wire(ApiKeys key, short version, ApiMessage data) {
        @Override
        public String toString() {
            return key + " v" + version;
        }
    }

    static Stream<Wire> everyVersion() {
        return Stream.of(
                        versions(ApiKeys.FIND_COORDINATOR, GroupHandlersTest::findCoordinator),
                        versions(ApiKeys.OFFSET_COMMIT, version -> commit(version, 0, 3)),
                        versions(ApiKeys.OFFSET_FETCH, version -> fetch(version, "t", 0)),
                        versions(ApiKeys.OFFSET_DELETE, version -> new OffsetDeleteRequestData().setGroupId(GROUP)),
                        versions(ApiKeys.JOIN_GROUP, version -> join()),
                        versions(
                                ApiKeys.SYNC_GROUP,
                                version -> new SyncGroupRequestData()
                                        .setGroupId(GROUP)
                                        .setMemberId("none")),
                        versions(
                                ApiKeys.HEARTBEAT,
                                version -> new HeartbeatRequestData()
                                        .setGroupId(GROUP)
                                        .setMemberId("none")),
                        versions(ApiKeys.LEAVE_GROUP, GroupHandlersTest::leave),
                        versions(ApiKeys.LIST_GROUPS, version -> new ListGroupsRequestData()),
                        versions(
                                ApiKeys.DESCRIBE_GROUPS,
                                version -> new DescribeGroupsRequestData()
                                        .setGroups(List.of(GROUP, "unknown"))
                                        .setIncludeAuthorizedOperations(version >= 3)),
                        versions(
                                ApiKeys.DELETE_GROUPS,
                                version -> new DeleteGroupsRequestData().setGroupsNames(List.of("unknown"))),
                        versions(ApiKeys.CONSUMER_GROUP_HEARTBEAT, version -> consumerHeartbeat()),
                        versions(
                                ApiKeys.CONSUMER_GROUP_DESCRIBE,
                                version ->
                                        new ConsumerGroupDescribeRequestData().setGroupIds(List.of(GROUP, "modern"))))
                .flatMap(wire -> wire);
    }

    private static Stream<Wire> versions(ApiKeys key, Function<Short, ApiMessage> data) {
        return IntStream.rangeClosed(key.oldestVersion(), key.latestVersion(false))
                .mapToObj(version -> new Wire(key, (short) version, data.apply((short) version)));
    }

    private static FindCoordinatorRequestData findCoordinator(short version) {
        return version < 4
                ? new FindCoordinatorRequestData().setKey(GROUP)
                : new FindCoordinatorRequestData().setCoordinatorKeys(List.of(GROUP, "other"));
    }

    private static OffsetCommitRequestData commit(short version, int partition, long offset) {
        var topic = version < 10
                ? new OffsetCommitRequestTopic().setName("t")
                : new OffsetCommitRequestTopic().setTopicId(topicId);
        topic.partitions()
                .add(new OffsetCommitRequestPartition()
                        .setPartitionIndex(partition)
                        .setCommittedOffset(offset)
                        .setCommittedMetadata("m"));
        return new OffsetCommitRequestData().setGroupId(GROUP).setTopics(List.of(topic));
    }

    private static OffsetFetchRequestData fetch(short version, String topic, int partition) {
        if (version < 8) {
            return new OffsetFetchRequestData()
                    .setGroupId(GROUP)
                    .setTopics(List.of(
                            new OffsetFetchRequestTopic().setName(topic).setPartitionIndexes(List.of(partition))));
        }
        var wanted = new OffsetFetchRequestTopics().setPartitionIndexes(List.of(partition));
        return new OffsetFetchRequestData()
                .setGroups(List.of(new OffsetFetchRequestGroup()
                        .setGroupId(GROUP)
                        .setTopics(List.of(version < 10 ? wanted.setName(topic) : wanted.setTopicId(topicId)))));
    }

    private static JoinGroupRequestData join() {
        var protocols = new JoinGroupRequestProtocolCollection();
        protocols.add(new JoinGroupRequestProtocol().setName("range").setMetadata(new byte[0]));
        return new JoinGroupRequestData()
                .setGroupId("joined")
                .setMemberId("unknown")
                .setSessionTimeoutMs(10_000)
                .setRebalanceTimeoutMs(10_000)
                .setProtocolType("consumer")
                .setProtocols(protocols);
    }

    private static LeaveGroupRequestData leave(short version) {
        return version < 3
                ? new LeaveGroupRequestData().setGroupId(GROUP).setMemberId("none")
                : new LeaveGroupRequestData()
                        .setGroupId(GROUP)
                        .setMembers(List.of(new LeaveGroupRequestData.MemberIdentity().setMemberId("none")));
    }

    private static ConsumerGroupHeartbeatRequestData consumerHeartbeat() {
        return new ConsumerGroupHeartbeatRequestData()
                .setGroupId("modern")
                .setMemberId(Uuid.randomUuid().toString())
                .setMemberEpoch(0)
                .setRebalanceTimeoutMs(10_000)
                .setTopicPartitions(List.of())
                .setSubscribedTopicNames(List.of("t"));
    }

    private static AbstractRequest request(Wire wire) {
        var bytes = MessageUtil.toByteBufferAccessor(wire.data, wire.version).buffer();
        return AbstractRequest.parseRequest(wire.key, wire.version, new ByteBufferAccessor(bytes)).request;
    }

    @ParameterizedTest
    @MethodSource("everyVersion")
    void answersInTheVersionOfTheRequest(Wire wire) throws IOException {
        try (var client = new WireClient(broker.listeners().get(0).port())) {
            var response = client.ask(request(wire));

            assertThat(response.apiKey()).isEqualTo(wire.key);
            assertThat(response.errorCounts()).doesNotContainKeys(Errors.UNKNOWN_SERVER_ERROR, Errors.NOT_COORDINATOR);
        }
    }

    @Test
    void storesAndTellsOffsetsInEveryVersion() throws IOException {
        try (var client = new WireClient(broker.listeners().get(0).port())) {
            for (var version = ApiKeys.OFFSET_COMMIT.oldestVersion();
                    version <= ApiKeys.OFFSET_COMMIT.latestVersion();
                    version++) {
                var stored = (OffsetCommitResponse)
                        client.ask(request(new Wire(ApiKeys.OFFSET_COMMIT, version, commit(version, 1, 40 + version))));
                assertThat(stored.errorCounts()).containsOnlyKeys(Errors.NONE);

                var told = (OffsetFetchResponse)
                        client.ask(request(new Wire(ApiKeys.OFFSET_FETCH, version, fetch(version, "t", 1))));

                assertThat(offsets(told, version)).containsExactly(40L + version);
            }
        }
    }

    private static List<Long> offsets(OffsetFetchResponse response, short version) {
        var offsets = new ArrayList<Long>();
        if (version < 8) {
            response.data()
                    .topics()
                    .forEach(topic -> topic.partitions().forEach(found -> offsets.add(found.committedOffset())));
        } else {
            response.data().groups().stream()
                    .map(OffsetFetchResponseData.OffsetFetchResponseGroup::topics)
                    .forEach(topics -> topics.forEach(
                            topic -> topic.partitions().forEach(found -> offsets.add(found.committedOffset()))));
        }
        return offsets;
    }

    @Test
    void refusesOffsetsOfPartitionsThatDoNotExist() throws IOException {
        try (var client = new WireClient(broker.listeners().get(0).port())) {
            var byName = client.ask(request(new Wire(ApiKeys.OFFSET_COMMIT, (short) 9, commit((short) 9, 7, 1))));
            assertThat(byName.errorCounts()).containsOnlyKeys(Errors.UNKNOWN_TOPIC_OR_PARTITION);

            var request = commit((short) 10, 0, 1);
            request.topics().get(0).setTopicId(Uuid.randomUuid());
            var byId = client.ask(request(new Wire(ApiKeys.OFFSET_COMMIT, (short) 10, request)));
            assertThat(byId.errorCounts()).containsOnlyKeys(Errors.UNKNOWN_TOPIC_ID);
        }
    }

    @Test
    void namesThisServerAsTheCoordinatorOfAllGroups() throws IOException {
        try (var client = new WireClient(broker.listeners().get(0).port())) {
            var version = ApiKeys.FIND_COORDINATOR.latestVersion();
            var found = (FindCoordinatorResponse)
                    client.ask(request(new Wire(ApiKeys.FIND_COORDINATOR, version, findCoordinator(version))));

            assertThat(found.coordinators()).extracting(Coordinator::key).containsExactly(GROUP, "other");
            assertThat(found.coordinators())
                    .allSatisfy(coordinator -> assertThat(coordinator.port())
                            .isEqualTo(broker.listeners().get(0).port()));
        }
    }
}
