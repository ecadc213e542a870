package io.leat.broker.group;

import static io.leat.broker.group.GroupServer.SOON;
import static io.leat.broker.group.GroupServer.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.broker.caller.InProcessCaller;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client may read with the group {@code mine} from the topic {@code open}, and nothing else. */
class GroupAccessTest {
    private static final TopicPartition OPEN = new TopicPartition("open", 0);
    private static final TopicPartition SECRET = new TopicPartition("secret", 0);

    @TempDir
    Path folder;

    private GroupServer server;
    private Admin admin;

    @BeforeEach
    void open() throws Exception {
        server = new GroupServer(folder, Map.of("super.users", "User:admin"));
        server.createTopic("open", 1);
        server.createTopic("secret", 1);
        for (var group : List.of("mine", "other")) {
            server.broker().groups().commit(group, Map.of(OPEN, 1L, SECRET, 1L)).get();
        }
        var results = server.broker()
                .security()
                .acls()
                .create(
                        new InProcessCaller(new KafkaPrincipal(KafkaPrincipal.USER_TYPE, "admin"), "test"),
                        List.of(mayRead(ResourceType.GROUP, "mine"), mayRead(ResourceType.TOPIC, "open")));
        assertThat(results).allMatch(result -> result.exception().isEmpty());
        admin = server.admin();
    }

    private static AclBinding mayRead(ResourceType type, String name) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:ANONYMOUS", "*", AclOperation.READ, AclPermissionType.ALLOW));
    }

    @AfterEach
    void close() {
        admin.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void joinsOnlyGroupsThatItMayRead(String protocol) {
        try (var mine = server.consumer("mine", Map.of("group.protocol", protocol));
                var other = server.consumer("other", Map.of("group.protocol", protocol))) {
            mine.subscribe(List.of("open"));
            other.subscribe(List.of("open"));

            await().until(() -> mine.poll(SOON).isEmpty() && mine.assignment().equals(Set.of(OPEN)));
            assertThatThrownBy(() -> take(other, 1)).isInstanceOf(GroupAuthorizationException.class);
        }
    }

    @Test
    void findsOnlyTopicsThatItMaySeeByAPattern() {
        try (var consumer = server.consumer("mine", Map.of("group.protocol", "consumer"))) {
            consumer.subscribe(new SubscriptionPattern("open|secret"));

            await().until(() ->
                    consumer.poll(SOON).isEmpty() && !consumer.assignment().isEmpty());

            assertThat(consumer.assignment()).containsExactly(OPEN);
        }
    }

    @Test
    void commitsAndReadsOnlyOffsetsOfTopicsThatItMayRead() throws Exception {
        try (var consumer = server.consumer("mine", Map.of())) {
            consumer.assign(List.of(OPEN));
            consumer.commitSync(Map.of(OPEN, new OffsetAndMetadata(4)));
            assertThatThrownBy(() -> consumer.commitSync(Map.of(SECRET, new OffsetAndMetadata(4))))
                    .isInstanceOf(TopicAuthorizationException.class);
        }
        assertThat(admin.listConsumerGroupOffsets("mine")
                        .partitionsToOffsetAndMetadata()
                        .get())
                .isEqualTo(Map.of(OPEN, new OffsetAndMetadata(4)));
        assertThat(server.broker().groups().fetch("mine").get(SECRET).offset()).isEqualTo(1);
    }

    @Test
    void seesOnlyItsOwnGroups() throws Exception {
        assertThat(admin.listGroups().all().get())
                .extracting(GroupListing::groupId)
                .containsExactly("mine");
        assertThatThrownBy(admin.describeConsumerGroups(List.of("other")).all()::get)
                .hasCauseInstanceOf(GroupAuthorizationException.class);
        assertThatThrownBy(admin.listConsumerGroupOffsets("other").partitionsToOffsetAndMetadata()::get)
                .hasCauseInstanceOf(GroupAuthorizationException.class);
    }

    @Test
    void deletesNothingWithoutBeingAllowedTo() throws Exception {
        Stream.of("mine", "other")
                .forEach(group -> assertThatThrownBy(
                                admin.deleteConsumerGroups(List.of(group)).all()::get)
                        .hasCauseInstanceOf(GroupAuthorizationException.class));
        assertThatThrownBy(
                        admin.deleteConsumerGroupOffsets("mine", Set.of(OPEN)).all()::get)
                .hasCauseInstanceOf(GroupAuthorizationException.class);
        assertThat(server.broker().groups().fetch("mine")).containsKeys(OPEN, SECRET);
    }

    @Test
    void isToldWhatItMayDoWithAGroup() throws Exception {
        var options = new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);

        var described = admin.describeConsumerGroups(List.of("mine"), options)
                .all()
                .get()
                .get("mine");

        assertThat(described.authorizedOperations())
                .containsExactlyInAnyOrder(AclOperation.READ, AclOperation.DESCRIBE);
    }
}
