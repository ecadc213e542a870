package io.leat.broker.group;

import static io.leat.broker.group.GroupServer.SOON;
import static io.leat.broker.group.GroupServer.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups through Kafka's admin client. */
class GroupAdminClientTest {
    private static final TopicPartition FIRST = new TopicPartition("t", 0);
    private static final TopicPartition SECOND = new TopicPartition("t", 1);

    @TempDir
    Path folder;

    private GroupServer server;
    private Admin admin;

    @BeforeEach
    void open() {
        server = new GroupServer(folder, Map.of());
        server.createTopic("t", 2);
        admin = server.admin();
    }

    @AfterEach
    void close() {
        admin.close();
        server.close();
    }

    private ConsumerGroupDescription describe(String group) throws Exception {
        return admin.describeConsumerGroups(List.of(group)).all().get().get(group);
    }

    @Test
    void listsNoGroupsWhereNoneEverWere() throws Exception {
        assertThat(admin.listGroups().all().get()).isEmpty();
        assertThat(server.broker().topics().describe("__consumer_offsets")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void describesMembersAndTheirPartitions(String protocol) throws Exception {
        try (var consumer = server.consumer("g", Map.of("group.protocol", protocol, "client.id", "reader"))) {
            consumer.subscribe(List.of("t"));
            await().until(() ->
                    consumer.poll(SOON).isEmpty() && consumer.assignment().size() == 2);

            var group = describe("g");

            assertThat(group.groupState()).isEqualTo(GroupState.STABLE);
            assertThat(group.type()).isEqualTo(GroupType.parse(protocol));
            assertThat(group.members()).singleElement().satisfies(member -> {
                assertThat(member.clientId()).isEqualTo("reader");
                assertThat(member.host()).isEqualTo("/127.0.0.1");
                assertThat(member.assignment().topicPartitions()).containsExactlyInAnyOrder(FIRST, SECOND);
            });
            assertThat(server.broker()
                            .groupDirectory()
                            .describe("g")
                            .orElseThrow()
                            .members())
                    .singleElement()
                    .satisfies(member -> assertThat(member.partitions()).containsExactlyInAnyOrder(FIRST, SECOND));
        }
        assertThat(describe("g").groupState()).isEqualTo(GroupState.EMPTY);
    }

    @Test
    void filtersTheListByStateAndType() throws Exception {
        try (var classic = server.consumer("classic", Map.of());
                var modern = server.consumer("modern", Map.of("group.protocol", "consumer"))) {
            for (var consumer : List.of(classic, modern)) {
                consumer.subscribe(List.of("t"));
                await().until(() ->
                        consumer.poll(SOON).isEmpty() && consumer.assignment().size() == 2);
            }
            server.broker().groups().commit("empty", Map.of(FIRST, 1L)).get();

            assertThat(list(new ListGroupsOptions())).containsExactlyInAnyOrder("classic", "modern", "empty");
            assertThat(list(new ListGroupsOptions().inGroupStates(Set.of(GroupState.EMPTY))))
                    .containsExactly("empty");
            assertThat(list(new ListGroupsOptions().withTypes(Set.of(GroupType.CONSUMER))))
                    .containsExactly("modern");
        }
    }

    private List<String> list(ListGroupsOptions options) throws Exception {
        return admin.listGroups(options).all().get().stream()
                .map(GroupListing::groupId)
                .toList();
    }

    @Test
    void setsOffsetsAndForgetsThem() throws Exception {
        admin.alterConsumerGroupOffsets("g", Map.of(FIRST, new OffsetAndMetadata(3), SECOND, new OffsetAndMetadata(4)))
                .all()
                .get();
        assertThat(offsets("g")).isEqualTo(Map.of(FIRST, 3L, SECOND, 4L));

        admin.deleteConsumerGroupOffsets("g", Set.of(FIRST)).all().get();
        assertThat(offsets("g")).isEqualTo(Map.of(SECOND, 4L));

        admin.deleteConsumerGroups(List.of("g")).all().get();
        assertThat(offsets("g")).isEmpty();
        assertThat(list(new ListGroupsOptions())).isEmpty();
        assertThatThrownBy(admin.deleteConsumerGroups(List.of("g")).all()::get)
                .hasCauseInstanceOf(GroupIdNotFoundException.class);
    }

    private Map<TopicPartition, Long> offsets(String group) throws Exception {
        var found = new HashMap<TopicPartition, Long>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> found.put(partition, offset.offset()));
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void refusesToChangeAGroupUnderItsMembers(String protocol) {
        server.produce("t", 0, "a");
        try (var consumer = server.consumer("g", Map.of("group.protocol", protocol))) {
            consumer.subscribe(List.of("t"));
            take(consumer, 1);
            consumer.commitSync();

            assertThatThrownBy(admin.deleteConsumerGroups(List.of("g")).all()::get)
                    .hasCauseInstanceOf(GroupNotEmptyException.class);
            assertThatThrownBy(
                            admin.deleteConsumerGroupOffsets("g", Set.of(FIRST)).all()::get)
                    .hasCauseInstanceOf(GroupSubscribedToTopicException.class);
            assertThatThrownBy(admin.alterConsumerGroupOffsets("g", Map.of(FIRST, new OffsetAndMetadata(0)))
                            .all()::get)
                    .hasCauseInstanceOf(UnknownMemberIdException.class);
        }
    }

    @Test
    void anAdminTakesMembersOutOfAGroup() throws Exception {
        try (var consumer = server.consumer("g", Map.of("group.instance.id", "one"))) {
            consumer.subscribe(List.of("t"));
            await().until(() ->
                    consumer.poll(SOON).isEmpty() && consumer.assignment().size() == 2);

            admin.removeMembersFromConsumerGroup(
                            "g", new RemoveMembersFromConsumerGroupOptions(Set.of(new MemberToRemove("one"))))
                    .all()
                    .get();

            assertThat(describe("g").members()).isEmpty();
        }
    }
}
