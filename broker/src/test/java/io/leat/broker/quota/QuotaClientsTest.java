package io.leat.broker.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.broker.Broker;
import io.leat.broker.BrokerConfig;
import io.leat.broker.network.WireClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaAlteration.Op;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.quota.ClientQuotaFilterComponent;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quotas as Kafka's clients set and feel them. */
class QuotaClientsTest {
    private static final ClientQuotaEntity SLOW = new ClientQuotaEntity(Map.of("client-id", "slow"));

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
                        "3")));
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
