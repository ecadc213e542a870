package io.leat.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.network.WireClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ApiVersionsRequest;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtocolTest {
    @TempDir
    Path folder;

    private Broker broker;

    @BeforeEach
    void open() {
        broker = Broker.open(BrokerConfig.of(folder, Map.of("broker.listeners", "PLAINTEXT://127.0.0.1:0")));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private int port() {
        return broker.listeners().get(0).port();
    }

    @Test
    void tellsAllHandlersWithTheirVersions() throws IOException {
        try (var client = new WireClient(port())) {
            var response = (ApiVersionsResponse) client.ask(new ApiVersionsRequest(
                    new ApiVersionsRequestData().setClientSoftwareName("x").setClientSoftwareVersion("1"), (short) 4));
            assertThat(response.data().apiKeys())
                    .hasSameSizeAs(broker.handlers().all())
                    .allMatch(key -> broker.handlers().supports(ApiKeys.forId(key.apiKey()), key.maxVersion()));
            assertThat(response.data()
                            .finalizedFeatures()
                            .find("transaction.version")
                            .maxVersionLevel())
                    .isEqualTo((short) 2);
        }
    }
}
