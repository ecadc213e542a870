package io.leat.broker.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.broker.network.WireClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ConsumerGroupHeartbeatRequest;
import org.apache.kafka.common.requests.ConsumerGroupHeartbeatResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings that a group has of its own, as Kafka's admin client sets them and members feel them. */
class GroupConfigsTest {
    private static final String GROUP = "g";
    private static final String HEARTBEAT = "consumer.heartbeat.interval.ms";
    private static final String SESSION = "consumer.session.timeout.ms";
    private static final ConfigResource RESOURCE = new ConfigResource(ConfigResource.Type.GROUP, GROUP);

    @TempDir
    private Path folder;

    private GroupServer server;
    private Admin admin;

    @BeforeEach
    void open() {
        server = new GroupServer(folder, Map.of("group.consumer.min.session.timeout.ms", "300"));
        server.createTopic("t", 1);
        admin = server.admin();
    }

    @AfterEach
    void close() {
        admin.close();
        server.close();
    }

    private void set(String key, String value) throws ExecutionException, InterruptedException {
        change(new AlterConfigOp(new ConfigEntry(key, value), OpType.SET));
    }

    private void change(AlterConfigOp change) throws ExecutionException, InterruptedException {
        admin.incrementalAlterConfigs(Map.of(RESOURCE, List.of(change))).all().get();
    }

    private ConfigEntry entry(String key) throws ExecutionException, InterruptedException {
        return admin.describeConfigs(List.of(RESOURCE), new DescribeConfigsOptions().includeSynonyms(true))
                .all()
                .get()
                .get(RESOURCE)
                .get(key);
    }

    private static ConsumerGroupHeartbeatRequestData heartbeat(Uuid member, int epoch) {
        return new ConsumerGroupHeartbeatRequestData()
                .setGroupId(GROUP)
                .setMemberId(member.toString())
                .setMemberEpoch(epoch);
    }

    private ConsumerGroupHeartbeatResponse ask(ConsumerGroupHeartbeatRequestData request) throws IOException {
        try (var client = new WireClient(server.broker().listeners().get(0).port())) {
            return (ConsumerGroupHeartbeatResponse)
                    client.ask(new ConsumerGroupHeartbeatRequest.Builder(request).build((short) 1));
        }
    }

    private ConsumerGroupHeartbeatResponse join(Uuid member) throws IOException {
        return ask(heartbeat(member, 0)
                .setRebalanceTimeoutMs(5000)
                .setSubscribedTopicNames(List.of("t"))
                .setTopicPartitions(List.of()));
    }

    @Test
    void reachAMemberAtItsNextHeartbeat() throws Exception {
        var member = Uuid.randomUuid();
        var joined = join(member);

        set(HEARTBEAT, "250");

        assertThat(joined.data().heartbeatIntervalMs()).isEqualTo(100);
        assertThat(ask(heartbeat(member, joined.data().memberEpoch())).data().heartbeatIntervalMs())
                .isEqualTo(250);
    }

    @Test
    void removeASilentMemberAfterTheGroupsOwnSessionTimeout() throws Exception {
        set(SESSION, "300");
        var member = Uuid.randomUuid();
        var joined = join(member);
        assertThat(joined.data().errorCode()).isEqualTo(Errors.NONE.code());

        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(server.broker()
                                .groupDirectory()
                                .describe(GROUP)
                                .orElseThrow()
                                .members())
                        .isEmpty());
    }

    @Test
    void holdAfterARestartUntilDeleted() throws Exception {
        set(HEARTBEAT, "250");
        server.restart();

        assertThat(join(Uuid.randomUuid()).data().heartbeatIntervalMs()).isEqualTo(250);
        assertThat(entry(HEARTBEAT).value()).isEqualTo("250");
        change(new AlterConfigOp(new ConfigEntry(HEARTBEAT, ""), OpType.DELETE));
        server.restart();

        assertThat(entry(HEARTBEAT).value()).isEqualTo("100");
        assertThat(server.broker().groupDirectory().describe(GROUP)).isPresent();
    }

    @Test
    void tellWhereTheirValuesComeFrom() throws Exception {
        set(HEARTBEAT, "250");

        assertThat(entry(HEARTBEAT).source()).isEqualTo(ConfigSource.DYNAMIC_GROUP_CONFIG);
        assertThat(entry(HEARTBEAT).synonyms())
                .extracting(ConfigEntry.ConfigSynonym::name, ConfigEntry.ConfigSynonym::value)
                .startsWith(
                        org.assertj.core.groups.Tuple.tuple(HEARTBEAT, "250"),
                        org.assertj.core.groups.Tuple.tuple("group." + HEARTBEAT, "100"));
        assertThat(entry(SESSION).value()).isEqualTo("45000");
        assertThat(entry(SESSION).source()).isEqualTo(ConfigSource.DEFAULT_CONFIG);
    }

    @Test
    void areListedWithTheirGroups() throws Exception {
        assertThat(admin.listConfigResources().all().get()).doesNotContain(RESOURCE);

        set(HEARTBEAT, "250");

        assertThat(admin.listConfigResources().all().get()).contains(RESOURCE);
    }

    @Test
    void areRefusedByNameAndStayAsTheyWere() throws Exception {
        assertThatThrownBy(() -> set("consumer.hearbeat.interval.ms", "250"))
                .hasCauseInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("consumer.hearbeat.interval.ms")
                .hasMessageContaining(HEARTBEAT);
        assertThatThrownBy(() -> set("share.session.timeout.ms", "45000"))
                .hasCauseInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("share.session.timeout.ms");
        assertThatThrownBy(() -> set(HEARTBEAT, "soon"))
                .hasCauseInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(HEARTBEAT);
        assertThatThrownBy(() -> set(HEARTBEAT, "49"))
                .hasCauseInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("group.consumer.min.heartbeat.interval.ms");

        assertThat(entry(HEARTBEAT).value()).isEqualTo("100");
    }
}
