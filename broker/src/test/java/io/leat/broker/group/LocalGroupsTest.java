package io.leat.broker.group;

import static io.leat.broker.group.GroupServer.SOON;
import static io.leat.broker.group.GroupServer.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups of readers in this process, beside Kafka's clients. */
class LocalGroupsTest {
    private static final TopicPartition FIRST = new TopicPartition("t", 0);
    private static final LocalMembers READERS =
            () -> List.of(new LocalMembers.Member("sink-0-1", "sink-0", List.of("t"), List.of(FIRST)));

    @TempDir
    Path folder;

    @TempDir
    Path copy;

    private GroupServer server;

    @BeforeEach
    void open() {
        server = new GroupServer(folder, Map.of());
        server.createTopic("t", 1);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private LocalGroups.Membership join(String group) {
        return server.broker().localGroups().join(group, READERS);
    }

    @Test
    void looksLikeAnyConsumerGroup() throws Exception {
        try (var membership = join("connect-sink");
                var admin = server.admin()) {
            membership.commit(Map.of(FIRST, 5L)).get();

            assertThat(admin.listGroups(ListGroupsOptions.forConsumerGroups())
                            .all()
                            .get())
                    .singleElement()
                    .satisfies(group -> assertThat(group.groupId()).isEqualTo("connect-sink"));
            var group = admin.describeConsumerGroups(List.of("connect-sink"))
                    .all()
                    .get()
                    .get("connect-sink");
            assertThat(group.groupState()).isEqualTo(GroupState.STABLE);
            assertThat(group.members()).singleElement().satisfies(member -> {
                assertThat(member.consumerId()).isEqualTo("sink-0-1");
                assertThat(member.clientId()).isEqualTo("sink-0");
                assertThat(member.host()).isEqualTo("/127.0.0.1");
                assertThat(member.assignment().topicPartitions()).containsExactly(FIRST);
            });
            assertThat(admin.listConsumerGroupOffsets("connect-sink")
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .get(FIRST)
                            .offset())
                    .isEqualTo(5);
        }
    }

    @Test
    void keepsClientsOutUntilItLeaves() {
        server.produce("t", 0, "a");
        try (var classic = server.consumer("g", Map.of());
                var modern = server.consumer("g", Map.of("group.protocol", "consumer"))) {
            classic.subscribe(List.of("t"));
            modern.subscribe(List.of("t"));
            try (var membership = join("g")) {
                assertThatThrownBy(() -> take(classic, 1)).isInstanceOf(InconsistentGroupProtocolException.class);
                assertThatThrownBy(() -> take(modern, 1)).isInstanceOf(GroupIdNotFoundException.class);
                assertThat(membership).isNotNull();
            }
        }
        try (var later = server.consumer("g", Map.of())) {
            later.subscribe(List.of("t"));
            assertThat(take(later, 1)).containsExactly("a");
        }
    }

    @Test
    void staysOutWhereClientsAreMembers() {
        try (var consumer = server.consumer("g", Map.of())) {
            consumer.subscribe(List.of("t"));
            await().until(() ->
                    consumer.poll(SOON).isEmpty() && !consumer.assignment().isEmpty());

            assertThatThrownBy(() -> join("g"))
                    .isInstanceOf(InconsistentGroupProtocolException.class)
                    .hasMessageContaining("Clients are members of group g");
        }
        join("g").close();
    }

    @Test
    void letsNobodyChangeItsOffsetsFromOutside() throws Exception {
        try (var membership = join("g");
                var admin = server.admin()) {
            membership.commit(Map.of(FIRST, 5L)).get();

            assertThatThrownBy(admin.deleteConsumerGroups(List.of("g")).all()::get)
                    .hasCauseInstanceOf(GroupNotEmptyException.class);
            assertThatThrownBy(
                            admin.deleteConsumerGroupOffsets("g", Set.of(FIRST)).all()::get)
                    .hasCauseInstanceOf(GroupNotEmptyException.class);
            assertThatThrownBy(admin.alterConsumerGroupOffsets("g", Map.of(FIRST, new OffsetAndMetadata(0)))
                            .all()::get)
                    .hasCauseInstanceOf(UnknownMemberIdException.class);
            assertThat(server.broker().groups().fetch("g").get(FIRST).offset()).isEqualTo(5);
        }
    }

    @Test
    void comesBackWhenAnAdminHasTakenItOut() throws Exception {
        try (var membership = join("g");
                var admin = server.admin()) {
            admin.removeMembersFromConsumerGroup(
                            "g",
                            new RemoveMembersFromConsumerGroupOptions(Set.of(new MemberToRemove(JoinedGroup.INSTANCE))))
                    .all()
                    .get();

            membership.commit(Map.of(FIRST, 9L)).get();

            assertThat(server.broker().groups().fetch("g").get(FIRST).offset()).isEqualTo(9);
        }
    }

    @Test
    void leavesNoMemberBehindWhenItsProcessDies() throws Exception {
        try (var membership = join("g")) {
            membership.commit(Map.of(FIRST, 5L)).get();
            copyFolder();
        }
        try (var next = new GroupServer(copy.resolve("data"), Map.of())) {
            var group = next.broker().groupDirectory().describe("g").orElseThrow();
            assertThat(group.state()).isEqualTo("Empty");
            next.broker().groups().commit("g", Map.of(FIRST, 6L)).get();
            assertThat(next.broker().groups().fetch("g").get(FIRST).offset()).isEqualTo(6);
        }
    }

    /** As the disk is while the process runs. */
    private void copyFolder() throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.toList()) {
                var target = copy.resolve("data").resolve(folder.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (!file.getFileName().toString().equals(".lock")) {
                    Files.copy(file, target);
                }
            }
        }
    }
}
