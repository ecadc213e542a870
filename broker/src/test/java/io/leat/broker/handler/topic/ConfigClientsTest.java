package io.leat.broker.handler.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.broker.Broker;
import io.leat.broker.BrokerConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings as Kafka's admin client sees and changes them. */
class ConfigClientsTest {
    private static final ConfigResource TOPIC = new ConfigResource(ConfigResource.Type.TOPIC, "t");
    private static final ConfigResource CLUSTER = new ConfigResource(ConfigResource.Type.BROKER, "");

    @TempDir
    Path folder;

    private Broker broker;
    private Admin admin;
    private ConfigResource node;

    @BeforeEach
    void open() throws Exception {
        start();
        admin.createTopics(List.of(new NewTopic("t", Optional.of(1), Optional.empty())))
                .all()
                .get();
    }

    private void start() throws Exception {
        broker = Broker.open(BrokerConfig.of(
                folder,
                Map.of(
                        "broker.listeners",
                        "PLAINTEXT://localhost:0",
                        "log.min.free.bytes",
                        "0",
                        "log.retention.bytes",
                        "123456",
                        "ssl.keystore.password",
                        "hidden")));
        admin = Admin.create(Map.of(
                "bootstrap.servers", "localhost:" + broker.listeners().get(0).port()));
        var id = admin.describeCluster().controller().get().idString();
        node = new ConfigResource(ConfigResource.Type.BROKER, id);
    }

    @AfterEach
    void close() {
        admin.close();
        broker.close();
    }

    private ConfigEntry entry(ConfigResource resource, String key) throws Exception {
        var options = new DescribeConfigsOptions().includeSynonyms(true).includeDocumentation(true);
        return admin.describeConfigs(List.of(resource), options)
                .all()
                .get()
                .get(resource)
                .get(key);
    }

    private void change(ConfigResource resource, OpType operation, String key, String value)
            throws ExecutionException, InterruptedException {
        var op = new AlterConfigOp(new ConfigEntry(key, value), operation);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(op))).all().get();
    }

    private Map<String, String> overrides() {
        return broker.topics().describe("t").orElseThrow().overrides();
    }

    @Test
    void tellWhereAValueOfATopicComesFrom() throws Exception {
        change(TOPIC, OpType.SET, "retention.ms", "1000");

        var own = entry(TOPIC, "retention.ms");
        var fromFile = entry(TOPIC, "retention.bytes");

        assertThat(own.value()).isEqualTo("1000");
        assertThat(own.source()).isEqualTo(ConfigSource.DYNAMIC_TOPIC_CONFIG);
        assertThat(own.type()).isEqualTo(ConfigEntry.ConfigType.LONG);
        assertThat(own.documentation()).isNotEmpty();
        assertThat(own.synonyms())
                .extracting(ConfigEntry.ConfigSynonym::name, ConfigEntry.ConfigSynonym::source)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("retention.ms", ConfigSource.DYNAMIC_TOPIC_CONFIG),
                        org.assertj.core.groups.Tuple.tuple("log.retention.ms", ConfigSource.DEFAULT_CONFIG));
        assertThat(fromFile.value()).isEqualTo("123456");
        assertThat(fromFile.source()).isEqualTo(ConfigSource.STATIC_BROKER_CONFIG);
        assertThat(entry(TOPIC, "flush.ms").source()).isEqualTo(ConfigSource.DEFAULT_CONFIG);
    }

    @Test
    void areSetDeletedExtendedAndShortened() throws Exception {
        change(TOPIC, OpType.SET, "retention.ms", "1000");
        change(TOPIC, OpType.APPEND, "cleanup.policy", "compact");
        assertThat(overrides()).containsEntry("retention.ms", "1000").containsEntry("cleanup.policy", "delete,compact");

        change(TOPIC, OpType.DELETE, "retention.ms", "");
        change(TOPIC, OpType.SUBTRACT, "cleanup.policy", "delete");

        assertThat(overrides()).containsExactly(Map.entry("cleanup.policy", "compact"));
    }

    @Test
    void areRefusedByName() {
        assertThatThrownBy(() -> change(TOPIC, OpType.SET, "retention.mss", "1"))
                .hasCauseInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("retention.mss");
        assertThatThrownBy(() -> change(TOPIC, OpType.SET, "retention.ms", "soon"))
                .hasCauseInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("retention.ms");
        assertThatThrownBy(() -> change(TOPIC, OpType.APPEND, "retention.ms", "1"))
                .hasCauseInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("not LIST");
        assertThat(overrides()).isEmpty();
    }

    @Test
    void stayAsTheyAreWhenOnlyChecked() throws Exception {
        var op = new AlterConfigOp(new ConfigEntry("retention.ms", "1"), OpType.SET);

        admin.incrementalAlterConfigs(Map.of(TOPIC, List.of(op)), new AlterConfigsOptions().validateOnly(true))
                .all()
                .get();

        assertThat(overrides()).isEmpty();
    }

    @Test
    void areUnknownWithTheirTopic() {
        var other = new ConfigResource(ConfigResource.Type.TOPIC, "other");

        assertThatThrownBy(() -> entry(other, "retention.ms"))
                .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        assertThatThrownBy(() -> change(other, OpType.SET, "retention.ms", "1"))
                .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }

    @Test
    void ofTheBrokerNeverTellASecret() throws Exception {
        var secret = entry(node, "ssl.keystore.password");
        var fixed = entry(node, "log.retention.bytes");

        assertThat(secret.isSensitive()).isTrue();
        assertThat(secret.value()).isNull();
        assertThat(secret.synonyms())
                .allSatisfy(synonym -> assertThat(synonym.value()).isNull());
        assertThat(fixed.source()).isEqualTo(ConfigSource.STATIC_BROKER_CONFIG);
        assertThat(fixed.isReadOnly()).isFalse();
        assertThat(entry(node, "broker.listeners").isReadOnly()).isTrue();
    }

    @Test
    void ofTheBrokerChangeTheDefaultsOfItsTopicsUntilDeletedAlsoOverARestart() throws Exception {
        change(CLUSTER, OpType.SET, "log.retention.ms", "5000");
        assertThat(entry(TOPIC, "retention.ms").value()).isEqualTo("5000");
        assertThat(entry(TOPIC, "retention.ms").source()).isEqualTo(ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG);
        change(node, OpType.SET, "log.retention.ms", "6000");

        close();
        start();

        assertThat(broker.topics().describe("t").orElseThrow().config()).containsEntry("retention.ms", "6000");
        change(node, OpType.DELETE, "log.retention.ms", "");
        change(CLUSTER, OpType.DELETE, "log.retention.ms", "");
        assertThat(entry(TOPIC, "retention.ms").value()).isEqualTo("604800000");
    }

    @Test
    void ofTheBrokerThatMeanNothingHereAreKeptForToolsThatSetThem() throws Exception {
        change(node, OpType.SET, "sasl.kerberos.min.time.before.relogin", "58000");

        assertThat(entry(node, "sasl.kerberos.min.time.before.relogin").value()).isEqualTo("58000");
    }

    @Test
    void ofTheBrokerAreRefusedIfTheyCannotChangeWhileItRuns() {
        assertThatThrownBy(() -> change(node, OpType.SET, "num.partitions", "3"))
                .hasCauseInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Cannot update these configs dynamically")
                .hasMessageContaining("num.partitions");
        assertThatThrownBy(() -> change(node, OpType.SET, "log.retention.ms", "soon"))
                .hasCauseInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("log.retention.ms");
    }

    @Test
    void areListedByKind() throws Exception {
        var found = admin.listConfigResources().all().get();

        assertThat(found).contains(TOPIC, node);
    }
}
