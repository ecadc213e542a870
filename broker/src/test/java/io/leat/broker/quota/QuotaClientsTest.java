package io.leat.broker.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.broker.Broker;
import io.leat.broker.BrokerConfig;
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
                folder, Map.of("broker.listeners", "PLAINTEXT://localhost:0", "log.min.free.bytes", "0")));
        admin = Admin.create(Map.of("bootstrap.servers", server()));
    }

    @AfterEach
    void close() {
        admin.close();
        broker.close();
    }

    private String server() {
        return "localhost:" + broker.listeners().get(0).port();
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
            producer.send(new ProducerRecord<>("t", new byte[220_000])).get();
            producer.send(new ProducerRecord<>("t", new byte[1])).get();

            assertThat(producer.metrics().entrySet())
                    .filteredOn(metric -> metric.getKey().name().equals("produce-throttle-time-max"))
                    .allSatisfy(metric ->
                            assertThat((double) metric.getValue().metricValue()).isPositive())
                    .isNotEmpty();
        }
    }
}
