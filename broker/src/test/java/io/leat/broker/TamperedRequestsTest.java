package io.leat.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.handler.Handler;
import io.leat.broker.network.SampleRequests;
import io.leat.broker.network.Tampering;
import io.leat.broker.network.WireClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiVersionsRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All handlers under requests whose fields hold what nobody would put there. */
class TamperedRequestsTest {
    private static final String TOPIC = "sample";

    @TempDir
    Path folder;

    @Test
    void theBrokerServesOnAfterTamperedRequests() throws IOException {
        tamper(1_000);
    }

    @Test
    @Tag("nightly")
    void theBrokerServesOnAfterManyTamperedRequests() throws IOException {
        tamper(Integer.getInteger("tampered.requests", 50_000));
    }

    @Test
    void aPartitionStaysInServiceAfterAMarkerOfNoProducer() throws IOException {
        try (var broker = open();
                var client = new WireClient(port(broker))) {
            var samples = samples(broker);
            var marker = client.ask(samples.of(ApiKeys.WRITE_TXN_MARKERS, (short) 1));
            assertThat(marker.errorCounts()).containsOnlyKeys(Errors.INVALID_REQUEST);
            var produced = client.ask(samples.of(ApiKeys.PRODUCE, (short) 12));
            assertThat(produced.errorCounts()).containsOnlyKeys(Errors.NONE);
        }
    }

    private Broker open() {
        var settings = Map.of("broker.listeners", "PLAINTEXT://127.0.0.1:0", "allow.everyone.if.no.acl.found", "true");
        return Broker.open(BrokerConfig.of(folder, settings));
    }

    private static int port(Broker broker) {
        return broker.listeners().get(0).port();
    }

    private static SampleRequests samples(Broker broker) {
        broker.topics().create(TOPIC, 1, Map.of());
        var topicId = broker.topics().describe(TOPIC).orElseThrow().id();
        return new SampleRequests(TOPIC, topicId).with("name", TOPIC).with("index", 0);
    }

    private void tamper(int count) throws IOException {
        try (var broker = open()) {
            var samples = samples(broker);
            var keys = broker.handlers().all().stream().map(Handler::key).toList();
            int port = port(broker);
            Tampering.of(samples, keys).send(port, count);
            try (var client = new WireClient(port)) {
                var data =
                        new ApiVersionsRequestData().setClientSoftwareName("n").setClientSoftwareVersion("1");
                assertThat(client.ask(new ApiVersionsRequest(data, (short) 3)).apiKey())
                        .isEqualTo(ApiKeys.API_VERSIONS);
            }
        }
    }
}
