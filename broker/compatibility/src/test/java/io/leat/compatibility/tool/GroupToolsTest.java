package io.leat.compatibility.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.compatibility.cluster.JavaClients;
import io.leat.compatibility.cluster.Polls;
import io.leat.compatibility.cluster.TestCluster;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kafka-consumer-groups} and {@code kafka-groups}. */
class GroupToolsTest {
    @RegisterExtension
    static final TestCluster CLUSTER = TestCluster.plain();

    private final Tools tools = Tools.of(CLUSTER);
    private final JavaClients clients = JavaClients.of(CLUSTER);

    /** A member that has read and committed two of three records. */
    private Consumer<String, String> member(String protocol, String group) {
        clients.createTopic(group, 1, Map.of());
        clients.send(group, List.of("a", "b", "c"));
        var consumer = clients.consumer(
                Map.of("group.id", group, "group.protocol", protocol, "max.poll.records", 2, "client.id", "reader"));
        consumer.subscribe(List.of(group));
        Polls.values(consumer, 2);
        consumer.commitSync();
        return consumer;
    }

    private void left(String protocol, String group) {
        member(protocol, group).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void describesOffsetsMembersAndState(String protocol) {
        var group = "described-" + protocol;
        try (var consumer = member(protocol, group)) {
            assertThat(consumer.assignment()).hasSize(1);
            var describe = "--describe --group " + group;

            assertThat(tools.run("kafka-consumer-groups", describe).output())
                    .containsPattern(group + " +" + group + " +0 +2 +3 +1 ");
            assertThat(tools.run("kafka-consumer-groups", describe + " --members --verbose")
                            .output())
                    .contains("reader", group + ":0");
            assertThat(tools.run("kafka-consumer-groups", describe + " --state").output())
                    .contains("Stable");
        }
    }

    @Test
    void listsGroupsWithStateAndType() {
        left("classic", "listed-classic");
        left("consumer", "listed-consumer");

        assertThat(tools.run("kafka-consumer-groups", "--list").lines()).contains("listed-classic", "listed-consumer");
        assertThat(tools.run("kafka-consumer-groups", "--list --state --type").output())
                .containsPattern("listed-classic +Classic +Empty")
                .containsPattern("listed-consumer +Consumer +Empty");
        assertThat(tools.run("kafka-groups", "--list").output()).contains("listed-classic", "listed-consumer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void movesTheOffsetsOfAGroupWithoutMembers(String protocol) {
        var group = "moved-" + protocol;
        left(protocol, group);
        var reset = "--reset-offsets --group " + group + " --topic " + group + " --execute ";

        assertThat(tools.run("kafka-consumer-groups", reset + "--to-earliest").output())
                .containsPattern(group + " +" + group + " +0 +0");
        assertThat(tools.run("kafka-consumer-groups", reset + "--shift-by 1").output())
                .containsPattern(group + " +" + group + " +0 +1");

        assertThat(tools.run("kafka-consumer-groups", "--describe --group " + group)
                        .output())
                .containsPattern(group + " +" + group + " +0 +1 +3 +2 ");
    }

    @Test
    void refusesToMoveTheOffsetsOfAGroupThatReads() {
        try (var consumer = member("classic", "busy")) {
            assertThat(consumer.assignment()).hasSize(1);

            var refused = tools.tool(
                            "kafka-consumer-groups",
                            "--reset-offsets --group busy --topic busy --to-earliest --execute")
                    .run();

            assertThat(refused.output()).contains("Assignments can only be reset if the group 'busy' is inactive");
        }
    }

    @Test
    void deletesOffsetsOfATopicAndThenTheGroup() {
        left("classic", "deleted");

        assertThat(tools.run("kafka-consumer-groups", "--delete-offsets --group deleted --topic deleted")
                        .output())
                .contains("Successful");
        tools.run("kafka-consumer-groups", "--delete --group deleted");

        assertThat(tools.run("kafka-consumer-groups", "--list").lines()).doesNotContain("deleted");
    }

    @Test
    void keepsSettingsOfOneGroup() {
        var group = "--entity-type groups --entity-name tuned ";

        tools.run("kafka-configs", group + "--alter --add-config consumer.session.timeout.ms=50000");
        assertThat(tools.run("kafka-configs", group + "--describe").output())
                .contains("consumer.session.timeout.ms=50000");

        tools.run("kafka-configs", group + "--alter --delete-config consumer.session.timeout.ms");
        assertThat(tools.run("kafka-configs", group + "--describe").output()).doesNotContain("50000");
    }
}
