package io.leat.connectors.elasticsearch;

import static io.leat.connectors.elasticsearch.SinkHarness.SOON;
import static io.leat.connectors.elasticsearch.SinkHarness.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against a real Elasticsearch that asks who is there. */
@Tag("nightly")
class SecuredServerTest {

    private static ElasticsearchServer server;

    @BeforeAll
    static void startServer() {
        server = ElasticsearchServer.startWithUser("writer", "right-password");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void writesWithTheRightPassword() {
        try (var sink = SinkHarness.start(config("right-password")).open("secured", 0)) {
            sink.put(record("secured", 0, "k", Map.of("n", 1)));

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(sink.committable("secured")).isEqualTo(1));
        }
    }

    @Test
    void failsWithAWrongPasswordAndKeepsTheRecord() {
        try (var sink = SinkHarness.start(config("wrong-password")).open("secured", 0)) {
            sink.put(record("secured", 0, "k", Map.of("n", 1)));

            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThatThrownBy(() -> sink.put(List.of())).hasMessageContaining("connection.password"));
            assertThat(sink.reported()).isEmpty();
        }
    }

    @Test
    void namesAWrongPasswordAtRegistration() {
        var problems = new ElasticsearchSinkConnector()
                .validate(config("wrong-password")).configValues().stream()
                        .filter(value -> !value.errorMessages().isEmpty())
                        .toList();

        assertThat(problems).singleElement().satisfies(value -> {
            assertThat(value.name()).isEqualTo("connection.password");
            assertThat(value.errorMessages().toString()).contains("401").doesNotContain("wrong-password");
        });
    }

    private static Map<String, String> config(String password) {
        return Map.of(
                "name", "es",
                "topics", "secured",
                "linger.ms", "5",
                "connection.url", server.url().toString(),
                "connection.username", "writer",
                "connection.password", password);
    }
}
