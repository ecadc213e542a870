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

    private void tamper(int count) throws IOException {
        var settings = Map.of("broker.listeners", "PLAINTEXT://127.0.0.1:0", "allow.everyone.if.no.acl.found", "true");
        try (var broker = Broker.open(BrokerConfig.of(folder, settings))) {
            broker.topics().create(TOPIC, 1, Map.of());
            var topicId = broker.topics().describe(TOPIC).orElseThrow().id();
            var samples = new SampleRequests(TOPIC, topicId).with("name", TOPIC);
            var keys = broker.handlers().all().stream().map(Handler::key).toList();
            int port = broker.listeners().get(0).port();
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
