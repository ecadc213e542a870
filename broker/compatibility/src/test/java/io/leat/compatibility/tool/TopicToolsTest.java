package io.leat.compatibility.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.compatibility.cluster.JavaClients;
import io.leat.compatibility.cluster.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code kafka-topics}, {@code kafka-configs}, {@code kafka-get-offsets}, {@code kafka-delete-records}, {@code kafka-log-dirs}. */
class TopicToolsTest {
    @RegisterExtension
    static final TestCluster CLUSTER = TestCluster.plain();

    private final Tools tools = Tools.of(CLUSTER);
    private final JavaClients clients = JavaClients.of(CLUSTER);

    @Test
    void createsDescribesGrowsListsAndDeletesATopic() {
        tools.run("kafka-topics", "--create --topic orders --partitions 2 --config retention.ms=3600000");
        assertThat(tools.run("kafka-topics", "--describe --topic orders").output())
                .contains("PartitionCount: 2", "ReplicationFactor: 1", "retention.ms=3600000", "Partition: 1");

        tools.run("kafka-topics", "--alter --topic orders --partitions 4");
        assertThat(tools.run("kafka-topics", "--describe --topic orders").output())
                .contains("PartitionCount: 4");
        assertThat(tools.run("kafka-topics", "--list").lines()).contains("orders");

        tools.run("kafka-topics", "--delete --topic orders");
        assertThat(tools.run("kafka-topics", "--list").lines()).doesNotContain("orders");
    }

    @Test
    void saysThatATopicExistsAlready() {
        clients.createTopic("there", 1, Map.of());

        var again = tools.tool("kafka-topics", "--create --topic there").run();

        assertThat(again.exitCode()).isNotZero();
        assertThat(again.output()).contains("Topic 'there' already exists");
    }

    @Test
    void changesAndRemovesATopicsConfiguration() {
        clients.createTopic("configured", 1, Map.of());
        var topic = "--entity-type topics --entity-name configured ";

        tools.run("kafka-configs", topic + "--alter --add-config retention.ms=1000,cleanup.policy=[compact,delete]");
        assertThat(tools.run("kafka-configs", topic + "--describe").output())
                .contains("retention.ms=1000", "cleanup.policy=compact,delete");

        tools.run("kafka-configs", topic + "--alter --delete-config retention.ms");
        assertThat(tools.run("kafka-configs", topic + "--describe").output())
                .doesNotContain("retention.ms=1000")
                .contains("cleanup.policy=compact,delete");
    }

    @Test
    void describesTheBrokersConfiguration() {
        assertThat(tools.run("kafka-configs", "--entity-type brokers --entity-name 1 --describe --all")
                        .output())
                .contains("num.partitions=1", "message.max.bytes=");
    }

    @Test
    void keepsQuotasOfUsersAndClients() {
        var entity = "--entity-type users --entity-name ann --entity-type clients --entity-name app ";

        tools.run(
                "kafka-configs", entity + "--alter --add-config producer_byte_rate=1048576,consumer_byte_rate=2097152");
        assertThat(tools.run("kafka-configs", entity + "--describe").output())
                .contains("producer_byte_rate=1048576", "consumer_byte_rate=2097152");

        tools.run("kafka-configs", entity + "--alter --delete-config producer_byte_rate,consumer_byte_rate");
        assertThat(tools.run("kafka-configs", entity + "--describe").output()).doesNotContain("1048576");
    }

    @ParameterizedTest
    @CsvSource({
        "--entity-type users --entity-name busy, request_percentage=12.5",
        "--entity-type clients --entity-default, request_percentage=12.5",
        "--entity-type ips --entity-name 10.1.2.3, connection_creation_rate=25",
        "--entity-type ips --entity-default, connection_creation_rate=25"
    })
    void keepsQuotasOfRequestTimeAndOfConnections(String entity, String quota) {
        var key = quota.substring(0, quota.indexOf('='));

        tools.run("kafka-configs", entity + " --alter --add-config " + quota);
        assertThat(tools.run("kafka-configs", entity + " --describe").output()).contains(quota);

        tools.run("kafka-configs", entity + " --alter --delete-config " + key);
        assertThat(tools.run("kafka-configs", entity + " --describe").output()).doesNotContain(key);
    }

    @Test
    void keepsScramCredentialsOfUsersWithoutShowingThem() {
        var user = "--entity-type users --entity-name scram-user ";

        tools.run("kafka-configs", user + "--alter --add-config SCRAM-SHA-256=[iterations=8192,password=hunter2]");

        assertThat(tools.run("kafka-configs", user + "--describe").output())
                .contains("SCRAM-SHA-256", "iterations=8192")
                .doesNotContain("hunter2");
    }

    @Test
    void getsOffsetsOfPartitions() {
        clients.createTopic("counted", 2, Map.of());
        clients.send("counted", List.of("a", "b", "c"));

        assertThat(tools.run("kafka-get-offsets", "--topic counted").lines()).contains("counted:0:3", "counted:1:0");
        assertThat(tools.run("kafka-get-offsets", "--topic counted --time earliest")
                        .lines())
                .contains("counted:0:0");
        assertThat(tools.run("kafka-get-offsets", "--topic counted --time max-timestamp")
                        .output())
                .containsPattern("counted:0:[0-2]");
    }

    @Test
    void deletesRecordsUpToAnOffset(@TempDir Path folder) throws IOException {
        clients.createTopic("trimmed", 1, Map.of());
        clients.send("trimmed", List.of("a", "b", "c"));
        var file = Files.writeString(
                folder.resolve("offsets.json"),
                "{\"version\":1,\"partitions\":[{\"topic\":\"trimmed\",\"partition\":0,\"offset\":2}]}");

        assertThat(tools.run("kafka-delete-records", "--offset-json-file " + file)
                        .output())
                .contains("partition: trimmed-0", "low_watermark: 2");

        assertThat(clients.values("trimmed", "read_uncommitted")).containsExactly("c");
    }

    @Test
    void describesTheSizeOfPartitionsOnDisk() {
        clients.createTopic("sized", 1, Map.of());
        clients.send("sized", List.of("x".repeat(1_000)));

        assertThat(tools.run("kafka-log-dirs", "--describe --topic-list sized").output())
                .containsPattern("\"partition\":\"sized-0\",\"size\":2[0-9]{3}");
    }

    @Test
    void listsTheVersionsOfEveryApi() {
        assertThat(tools.run("kafka-broker-api-versions", "").output())
                .contains("Produce(0):", "Fetch(1):", "ApiVersions(18):", "(id: 1 rack: null");
    }
}
