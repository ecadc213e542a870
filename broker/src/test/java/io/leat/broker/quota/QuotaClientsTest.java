package io.leat.broker.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.broker.Broker;
import io.leat.broker.BrokerConfig;
import io.leat.broker.network.WireClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DeleteTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaAlteration.Op;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.quota.ClientQuotaFilterComponent;
import org.apache.kafka.common.requests.CreateTopicsRequest;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quotas as Kafka's clients set and feel them. */
class QuotaClientsTest {
    private static final ClientQuotaEntity SLOW = new ClientQuotaEntity(Map.of("client-id", "slow"));
    private static final ClientQuotaEntity MAKER = new ClientQuotaEntity(Map.of("client-id", "maker"));

    @TempDir
    Path folder;

    private Broker broker;
    private Admin admin;

    @BeforeEach
    void open() {
        broker = Broker.open(BrokerConfig.of(
                folder,
                Map.of(
                        "broker.listeners",
                        "PLAINTEXT://localhost:0",
                        "log.min.free.bytes",
                        "0",
                        "quota.window.num",
                        "3",
                        "controller.quota.window.num",
                        "1")));
        admin = Admin.create(Map.of("bootstrap.servers", server()));
    }

    @AfterEach
    void close() {
        admin.close();
        broker.close();
    }

    private String server() {
        return "localhost:" + port();
    }

    private int port() {
        return broker.listeners().get(0).port();
    }

    private static MetadataRequest anything() {
        return MetadataRequest.Builder.allTopics().build();
    }

    private void set(ClientQuotaEntity entity, String key, double value) throws Exception {
        admin.alterClientQuotas(List.of(new ClientQuotaAlteration(entity, List.of(new Op(key, value)))))
                .all()
                .get();
    }

    @Test
    void areSetAndFound() throws Exception {
        set(SLOW, "producer_byte_rate", 1000);
        set(new ClientQuotaEntity(Map.of("user", "alice")), "consumer_byte_rate", 2000);

        var all = admin.describeClientQuotas(ClientQuotaFilter.all()).entities().get();
        var slow = admin.describeClientQuotas(ClientQuotaFilter.containsOnly(
                        List.of(ClientQuotaFilterComponent.ofEntity("client-id", "slow"))))
                .entities()
                .get();

        assertThat(all).hasSize(2);
        assertThat(slow).isEqualTo(Map.of(SLOW, Map.of("producer_byte_rate", 1000.0)));
        assertThatThrownBy(() -> set(SLOW, "bytes", 1)).hasCauseInstanceOf(InvalidRequestException.class);
    }

    @Test
    void holdBackAProducerAboveItsRate() throws Exception {
        set(SLOW, "producer_byte_rate", 20_000);
        Map<String, Object> config = Map.of("bootstrap.servers", server(), "client.id", "slow", "linger.ms", 0);
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("t", new byte[60_000])).get();
            producer.send(new ProducerRecord<>("t", new byte[1])).get();

            assertThat(producer.metrics().entrySet())
                    .filteredOn(metric -> metric.getKey().name().equals("produce-throttle-time-max"))
                    .allSatisfy(metric ->
                            assertThat((double) metric.getValue().metricValue()).isPositive())
                    .isNotEmpty();
        }
    }

    @Test
    void tellAClientToWaitThatTakesMuchOfTheServersTime() throws Exception {
        set(new ClientQuotaEntity(Map.of("client-id", "wire")), "request_percentage", 0.0001);

        try (var client = new WireClient(port())) {
            var answer = client.ask(anything());

            assertThat(answer.throttleTimeMs()).isBetween(1, 1000);
        }
    }

    @Test
    void refuseTopicsAndPartitionsToAClientThatHasMadeTooMany() throws Exception {
        set(MAKER, "controller_mutation_rate", 0.01);
        try (var maker = maker()) {
            maker.createTopics(List.of(new NewTopic("first", 5, (short) 1)))
                    .all()
                    .get();
        }

        assertRefused(maker -> maker.createTopics(
                        List.of(new NewTopic("second", 1, (short) 1)),
                        new CreateTopicsOptions().retryOnQuotaViolation(false))
                .all());
        assertRefused(maker -> maker.createPartitions(
                        Map.of("first", NewPartitions.increaseTo(6)),
                        new CreatePartitionsOptions().retryOnQuotaViolation(false))
                .all());
        assertRefused(
                maker -> maker.deleteTopics(List.of("first"), new DeleteTopicsOptions().retryOnQuotaViolation(false))
                        .all());

        assertThat(admin.listTopics().names().get()).containsExactly("first");
        assertThat(broker.topics().describe("first").orElseThrow().partitions()).isEqualTo(5);
    }

    @Test
    void letAClientMakeTopicsThatWaitsAsItIsTold() throws Exception {
        set(MAKER, "controller_mutation_rate", 10);
        try (var maker = maker()) {
            for (var topic = 0; topic < 3; topic++) {
                maker.createTopics(List.of(new NewTopic("t" + topic, 6, (short) 1)))
                        .all()
                        .get();
            }
            assertThat(maker.listTopics().names().get()).hasSize(3);
        }
    }

    @Test
    void throttleAClientThatDoesNotKnowTheErrorInsteadOfRefusingIt() throws Exception {
        set(new ClientQuotaEntity(Map.of("client-id", "wire")), "controller_mutation_rate", 1);
        var topics = new CreateTopicsRequestData();
        topics.topics()
                .add(new CreatableTopic().setName("t").setNumPartitions(3).setReplicationFactor((short) 1));

        try (var client = new WireClient(port())) {
            var answer = client.ask(new CreateTopicsRequest(topics, (short) 5));

            assertThat(answer.errorCounts()).containsOnlyKeys(Errors.NONE);
            assertThat(answer.throttleTimeMs()).isBetween(1, 2000);
        }
    }

    @Test
    void makeATopicThatAClientAsksForOnlyWithinItsQuota() throws Exception {
        set(new ClientQuotaEntity(Map.of("client-id", "wire")), "controller_mutation_rate", 0.1);
        try (var client = new WireClient(port())) {
            assertThat(client.ask(asking("first")).errorCounts()).containsOnlyKeys(Errors.NONE);

            assertThat(client.ask(asking("second")).errorCounts()).containsOnlyKeys(Errors.LEADER_NOT_AVAILABLE);
        }
        assertThat(broker.topics().list()).doesNotContain("second");
    }

    private static MetadataRequest asking(String topic) {
        return new MetadataRequest.Builder(List.of(topic), true).build();
    }

    private Admin maker() {
        return Admin.create(Map.of("bootstrap.servers", server(), "client.id", "maker"));
    }

    /** A client that was refused keeps to the time that it was told, so the next one has a connection of its own. */
    private void assertRefused(Function<Admin, KafkaFuture<?>> change) {
        try (var maker = maker()) {
            assertThatThrownBy(change.apply(maker)::get).hasCauseInstanceOf(ThrottlingQuotaExceededException.class);
        }
    }

    @Test
    void leaveNewConnectionsOfAnAddressUnservedAboveItsRate() throws Exception {
        set(new ClientQuotaEntity(Map.of("ip", "127.0.0.1")), "connection_creation_rate", 1);
        set(new ClientQuotaEntity(Map.of("ip", "0:0:0:0:0:0:0:1")), "connection_creation_rate", 1);

        try (var first = new WireClient(port());
                var second = new WireClient(port());
                var third = new WireClient(port())) {
            assertThat(first.ask(anything())).isNotNull();
            assertThat(second.ask(anything())).isNotNull();
            third.send(anything());
            third.awaitClosed();
            assertThat(first.ask(anything())).isNotNull();
        }
    }
}
