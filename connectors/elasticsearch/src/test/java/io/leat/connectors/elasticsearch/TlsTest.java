package io.leat.connectors.elasticsearch;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static io.leat.connectors.elasticsearch.SinkHarness.SOON;
import static io.leat.connectors.elasticsearch.SinkHarness.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.leat.connect.testkit.Certificate;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over HTTPS. */
class TlsTest {

    @TempDir
    static Path folder;

    private static Certificate certificate;
    private static WireMockServer server;

    @BeforeAll
    static void startServer() {
        certificate = Certificate.make(folder);
        server = new WireMockServer(WireMockConfiguration.options()
                .dynamicHttpsPort()
                .httpDisabled(true)
                .bindAddress("127.0.0.1")
                .keystorePath(certificate.file().toString())
                .keystoreType("PKCS12")
                .keystorePassword("password")
                .keyManagerPassword("password"));
        server.start();
        server.stubFor(any(anyUrl()).willReturn(okJson("{\"errors\":false}")));
    }

    @AfterAll
    static void stopServer() {
        server.stop();
    }

    @Test
    void writesToAServerWhoseCertificateIsTrusted() {
        try (var sink = SinkHarness.start(trusting()).open("t", 0)) {
            sink.put(record("t", 0, "k", Map.of("n", 1)));

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(sink.committable("t")).isEqualTo(1));
        }
    }

    @Test
    void refusesAServerWhoseCertificateIsNotTrusted() {
        assertThat(problems(config())).containsKey("connection.url");
        assertThat(problems(trusting())).isEmpty();
    }

    @Test
    void namesATruststoreThatCannotBeRead() {
        var config = trusting();
        config.put("ssl.truststore.password", "wrong");

        assertThat(problems(config)).containsKey("ssl.truststore.location");
    }

    private static Map<String, Object> problems(Map<String, String> config) {
        var problems = new HashMap<String, Object>();
        new ElasticsearchSinkConnector()
                .validate(config).configValues().stream()
                        .filter(value -> !value.errorMessages().isEmpty())
                        .forEach(value -> problems.put(value.name(), value.errorMessages()));
        return problems;
    }

    private static Map<String, String> trusting() {
        var config = config();
        config.put("ssl.truststore.location", certificate.file().toString());
        config.put("ssl.truststore.password", "password");
        config.put("ssl.truststore.type", "PKCS12");
        return config;
    }

    private static Map<String, String> config() {
        return new HashMap<>(Map.of(
                "name",
                "es",
                "topics",
                "t",
                "linger.ms",
                "5",
                "connection.url",
                "https://127.0.0.1:" + server.httpsPort()));
    }
}
