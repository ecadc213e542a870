package io.leat.compatibility.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.compatibility.cluster.Certificate;
import io.leat.compatibility.cluster.JavaClients;
import io.leat.compatibility.cluster.Polls;
import io.leat.compatibility.cluster.Security;
import io.leat.compatibility.cluster.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kafka-acls} and {@code kafka-configs} against a broker with authentication, and what their entries change. */
class AclToolsTest {
    private static final Security SECURITY = new Security(Certificate.make());

    @RegisterExtension
    static final TestCluster CLUSTER = TestCluster.with("SASL_SSL", SECURITY.brokerSettings());

    private final Tools tools = Tools.of(CLUSTER);
    private final String asAdmin = " --command-config " + SECURITY.clientFile("PLAIN", "admin", "admin-secret");
    private final JavaClients admin = JavaClients.of(CLUSTER).with(SECURITY.client("PLAIN", "admin", "admin-secret"));
    private final JavaClients ann = JavaClients.of(CLUSTER).with(SECURITY.client("PLAIN", "ann", "ann-secret"));

    private void allow(String entry) {
        tools.run("kafka-acls", "--add --allow-principal User:ann " + entry + asAdmin);
    }

    private static void write(JavaClients clients, String topic) throws Exception {
        try (var producer = clients.producer(Map.of("max.block.ms", 10_000))) {
            producer.send(new ProducerRecord<>(topic, "value")).get();
        }
    }

    @Test
    void letsAProducerWriteOnceAnEntryAllowsIt() throws Exception {
        admin.createTopic("written", 1, Map.of());
        assertThatThrownBy(() -> write(ann, "written")).hasCauseInstanceOf(TopicAuthorizationException.class);

        allow("--producer --topic written");

        write(ann, "written");
        assertThat(admin.values("written", "read_uncommitted")).containsExactly("value");
    }

    @Test
    void letsAConsumerReadOnceEntriesAllowTopicAndGroup() {
        admin.createTopic("read", 1, Map.of());
        admin.send("read", List.of("a"));
        allow("--operation Read --operation Describe --topic read");
        try (var consumer = ann.consumer(Map.of("group.id", "readers"))) {
            consumer.subscribe(List.of("read"));
            assertThatThrownBy(() -> Polls.values(consumer, 1)).isInstanceOf(GroupAuthorizationException.class);
        }

        allow("--operation Read --group readers");

        try (var consumer = ann.consumer(Map.of("group.id", "readers"))) {
            consumer.subscribe(List.of("read"));
            assertThat(Polls.values(consumer, 1)).containsExactly("a");
        }
    }

    @Test
    void listsEntriesAndTakesThemAway() throws Exception {
        admin.createTopic("prefixed-1", 1, Map.of());
        allow("--operation Write --topic prefixed- --resource-pattern-type prefixed");
        write(ann, "prefixed-1");
        assertThat(tools.run("kafka-acls", "--list --topic prefixed-1 --resource-pattern-type match" + asAdmin)
                        .output())
                .contains("patternType=PREFIXED", "principal=User:ann", "operation=WRITE", "permissionType=ALLOW");

        tools.run("kafka-acls", "--remove --force --topic prefixed- --resource-pattern-type prefixed" + asAdmin);

        assertThat(tools.run("kafka-acls", "--list --topic prefixed-1 --resource-pattern-type match" + asAdmin)
                        .output())
                .doesNotContain("User:ann");
        assertThatThrownBy(() -> write(ann, "prefixed-1")).hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void putsADenialAboveEveryPermission() throws Exception {
        admin.createTopic("denied", 1, Map.of());
        allow("--operation All --topic denied");
        write(ann, "denied");

        tools.run("kafka-acls", "--add --deny-principal User:ann --operation Write --topic denied" + asAdmin);

        assertThatThrownBy(() -> write(ann, "denied")).hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void showsAUserOnlyTheTopicsItMayDescribe() throws Exception {
        admin.createTopic("visible", 1, Map.of());
        admin.createTopic("hidden", 1, Map.of());
        allow("--operation Describe --topic visible");

        try (var client = ann.admin()) {
            assertThat(client.listTopics().names().get()).contains("visible").doesNotContain("hidden");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-256", "SCRAM-SHA-512"})
    void letsAUserInWhosePasswordWasSetByTool(String mechanism) {
        var user = "bob-" + mechanism.toLowerCase(Locale.ROOT);
        tools.run(
                "kafka-configs",
                "--entity-type users --entity-name " + user + " --alter --add-config " + mechanism
                        + "=[password=bob-secret]" + asAdmin);
        tools.run(
                "kafka-acls", "--add --allow-principal User:" + user + " --operation All --topic of-" + user + asAdmin);
        admin.createTopic("of-" + user, 1, Map.of());
        var clients = JavaClients.of(CLUSTER).with(SECURITY.client(mechanism, user, "bob-secret"));

        clients.send("of-" + user, List.of("a"));

        assertThat(clients.values("of-" + user, "read_uncommitted")).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "SCRAM-SHA-256"})
    void turnsAWrongPasswordAway(String mechanism) {
        var wrong = JavaClients.of(CLUSTER).with(SECURITY.client(mechanism, "ann", "wrong"));
        try (var consumer = wrong.consumer(Map.of())) {
            assertThatThrownBy(() -> consumer.endOffsets(List.of(new TopicPartition("any", 0)), Duration.ofSeconds(10)))
                    .isInstanceOf(SaslAuthenticationException.class)
                    .hasMessageNotContaining("wrong");
        }
    }

    @Test
    void tellsAClientThatAsksWhichOperationsItIsAllowed() throws Exception {
        admin.createTopic("operations", 1, Map.of());
        allow("--operation Read --topic operations");
        var options = new DescribeTopicsOptions().includeAuthorizedOperations(true);

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            try (var client = ann.admin()) {
                var topic = client.describeTopics(List.of("operations"), options)
                        .allTopicNames()
                        .get()
                        .get("operations");
                assertThat(topic.authorizedOperations())
                        .extracting(Enum::name)
                        .containsExactlyInAnyOrder("READ", "DESCRIBE");
            }
        });
    }
}
