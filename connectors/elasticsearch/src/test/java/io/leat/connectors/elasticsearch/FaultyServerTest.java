package io.leat.connectors.elasticsearch;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.leat.connectors.elasticsearch.SinkHarness.SOON;
import static io.leat.connectors.elasticsearch.SinkHarness.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that answers what a cluster in trouble answers. */
class FaultyServerTest {

    private static final String TOPIC = "events";
    private static final String ALL_WRITTEN = "{\"errors\":false}";

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    @BeforeEach
    void startServer() {
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void sendsAgainWhatTheClusterCannotTakeNow(int status) {
        answerFirstThenWrite(aResponse().withStatus(status).withBody("{\"error\":\"busy\"}"));
        try (var sink = start()) {
            sink.put(record(TOPIC, 0, "k", Map.of("n", 1)));

            awaitCommitted(sink, 1);
        }
        assertThat(bodies()).hasSize(2);
        assertThat(bodies().get(0)).isEqualTo(bodies().get(1));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void sendsAgainWhenTheConnectionBreaks(Fault fault) {
        answerFirstThenWrite(aResponse().withFault(fault));
        try (var sink = start()) {
            sink.put(record(TOPIC, 0, "k", Map.of("n", 1)));

            awaitCommitted(sink, 1);
        }
    }

    @Test
    void sendsAgainWhenTheAnswerDoesNotCome() {
        answerFirstThenWrite(okJson(ALL_WRITTEN).withFixedDelay(60_000));
        try (var sink = start("read.timeout.ms=300")) {
            sink.put(record(TOPIC, 0, "k", Map.of("n", 1)));

            awaitCommitted(sink, 1);
        }
        assertThat(bodies()).hasSize(2);
    }

    @Test
    void waitsAsLongAsTheClusterAsks() {
        answerFirstThenWrite(aResponse().withStatus(429).withHeader("Retry-After", "2"));
        try (var sink = start()) {
            var begin = System.nanoTime();
            sink.put(record(TOPIC, 0, "k", Map.of("n", 1)));
            awaitCommitted(sink, 1);

            assertThat(System.nanoTime() - begin).isGreaterThan(1_900_000_000L);
        }
    }

    @Test
    void sendsOnlyThoseItemsAgainThatWerePutOff() {
        answerFirstThenWrite(okJson(items(
                "{\"index\":{\"status\":201}}",
                "{\"index\":{\"status\":429,\"error\":{\"type\":\"es_rejected_execution_exception\",\"reason\":\"full\"}}}",
                "{\"index\":{\"status\":201}}")));
        try (var sink = start()) {
            sink.put(three());

            awaitCommitted(sink, 3);
        }
        assertThat(bodies().get(1)).contains("\"_id\":\"b\"").doesNotContain("\"_id\":\"a\"", "\"_id\":\"c\"");
    }

    @Test
    void holdsTheOffsetAtTheFirstItemThatWasPutOff() {
        server.stubFor(bulk().willReturn(okJson(items(
                "{\"index\":{\"status\":201}}",
                "{\"index\":{\"status\":503,\"error\":{\"type\":\"unavailable_shards_exception\",\"reason\":\"x\"}}}",
                "{\"index\":{\"status\":201}}"))));
        try (var sink = start("retry.backoff.ms=60000", "retry.jitter=none")) {
            sink.put(three());

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(sink.committable(TOPIC)).isEqualTo(1));
        }
    }

    @Test
    void repeatsLaterChangesOfADocumentWhoseEarlierOneWasPutOff() {
        answerFirstThenWrite(okJson(items(
                "{\"update\":{\"status\":429,\"error\":{\"type\":\"es_rejected_execution_exception\",\"reason\":\"full\"}}}",
                "{\"update\":{\"status\":201}}",
                "{\"update\":{\"status\":200}}")));
        try (var sink = start("write.method=upsert")) {
            sink.put(
                    record(TOPIC, 0, "a", Map.of("n", 1)),
                    record(TOPIC, 1, "b", Map.of("n", 2)),
                    record(TOPIC, 2, "a", Map.of("n", 3)));

            awaitCommitted(sink, 3);
        }
        var repeated = String.join("", bodies().subList(1, bodies().size()));
        assertThat(repeated).containsSubsequence("{\"n\":1}", "{\"n\":3}").doesNotContain("{\"n\":2}");
    }

    @Test
    void doesNotLetAPartitionsNextRequestOvertakeOneThatIsPutOff() {
        answerFirstThenWrite(aResponse().withStatus(503));
        try (var sink = start("batch.size=1", "retry.backoff.ms=300", "retry.jitter=none")) {
            sink.put(three());

            awaitCommitted(sink, 3);
        }
        assertThat(bodies()).hasSize(4);
        assertThat(bodies().get(1)).contains("\"_id\":\"a\"");
        assertThat(bodies().get(2)).contains("\"_id\":\"b\"");
        assertThat(bodies().get(3)).contains("\"_id\":\"c\"");
    }

    @Test
    void halvesARequestThatIsTooLargeUntilTheLargeDocumentIsAlone() {
        server.stubFor(bulk().willReturn(okJson(ALL_WRITTEN)));
        server.stubFor(bulk().withRequestBody(WireMock.containing("\"_id\":\"c\""))
                .willReturn(aResponse().withStatus(413)));
        try (var sink = start()) {
            sink.put(three());
            awaitCommitted(sink, 3);

            assertThat(sink.reported()).extracting(SinkRecord::key).containsExactly("c");
            assertThat(sink.causes().get(0)).hasMessageContaining("events-0@2").hasMessageContaining("413");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void failsAtOnceWithoutBlamingARecordWhenTheCredentialsAreRefused(int status) {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withBody("{\"error\":\"no\"}")));
        try (var sink = start("connection.username=me", "connection.password=very-secret")) {
            sink.put(three());

            await().atMost(SOON)
                    .untilAsserted(() -> assertThatThrownBy(() -> sink.put(List.of()))
                            .hasMessageContaining("connection.password")
                            .hasMessageNotContaining("very-secret"));
            assertThat(sink.reported()).isEmpty();
            assertThat(sink.preCommit().values())
                    .allSatisfy(offset -> assertThat(offset.offset()).isZero());
        }
        assertThat(bodies()).hasSize(1);
    }

    @Test
    void failsWhenTheRetriesAreUsedUp() {
        server.stubFor(bulk().willReturn(aResponse().withStatus(503)));
        try (var sink = start("max.retries=2")) {
            sink.put(three());

            await().atMost(SOON)
                    .untilAsserted(() -> assertThatThrownBy(() -> sink.put(List.of()))
                            .hasMessageContaining("max.retries=2")
                            .hasMessageContaining("503"));
        }
        assertThat(bodies()).hasSize(3);
    }

    @Test
    void stopsReadingWhileTheClusterRefusesAndGoesOnWhenItRecovers() {
        server.stubFor(bulk().willReturn(aResponse().withStatus(503)));
        try (var sink = start("max.buffered.records=50", "batch.size=10", "max.in.flight.requests=2")) {
            var offset = 0;
            while (sink.paused().isEmpty()) {
                sink.put(record(TOPIC, offset++, null, "line"));
            }
            assertThat(offset).isEqualTo(50);
            assertThat(sink.committable(TOPIC)).isZero();

            server.stubFor(bulk().willReturn(okJson(ALL_WRITTEN)));
            awaitCommitted(sink, 50);
            await().atMost(SOON).untilAsserted(() -> {
                sink.put(List.of());
                assertThat(sink.paused()).isEmpty();
            });
        }
    }

    @Test
    void stopsReadingAtTheBoundOfBytes() {
        server.stubFor(bulk().willReturn(aResponse().withStatus(503)));
        try (var sink = start("max.buffered.bytes=1 MiB", "bulk.size.bytes=100 KiB")) {
            var line = "x".repeat(10_000);
            var offset = 0;
            while (sink.paused().isEmpty()) {
                sink.put(record(TOPIC, offset++, null, line));
            }

            assertThat(offset).isBetween(95, 105);
        }
    }

    @Test
    void sendsThePasswordWithTheFirstRequest() {
        server.stubFor(bulk().willReturn(okJson(ALL_WRITTEN)));
        try (var sink = start("connection.username=me", "connection.password=secret")) {
            sink.put(record(TOPIC, 0, null, "line"));
            awaitCommitted(sink, 1);
        }
        assertThat(requests().get(0).getHeader("Authorization")).isEqualTo("Basic bWU6c2VjcmV0");
    }

    @Test
    void sendsTheApiKey() {
        server.stubFor(bulk().willReturn(okJson(ALL_WRITTEN)));
        try (var sink = start("connection.api.key=aWQ6a2V5")) {
            sink.put(record(TOPIC, 0, null, "line"));
            awaitCommitted(sink, 1);
        }
        assertThat(requests().get(0).getHeader("Authorization")).isEqualTo("ApiKey aWQ6a2V5");
    }

    @Test
    void namesPipelineAndAliasInTheRequest() {
        server.stubFor(bulk().willReturn(okJson(ALL_WRITTEN)));
        try (var sink = start("pipeline=clean", "require.alias=true")) {
            sink.put(record(TOPIC, 0, null, "line"));
            awaitCommitted(sink, 1);
        }
        assertThat(requests().get(0).getUrl()).contains("pipeline=clean", "require_alias=true");
    }

    @Test
    void sendsNothingOfAPartitionThatWasTakenAway() {
        server.stubFor(bulk().willReturn(aResponse().withStatus(503)));
        try (var sink = start("retry.backoff.ms=200", "retry.jitter=none")) {
            sink.put(three());
            await().atMost(SOON).until(() -> bodies().size() == 1);

            sink.closePartitions();
            server.resetRequests();
            sink.open("other", 0);
            server.stubFor(bulk().willReturn(okJson(ALL_WRITTEN)));
            sink.put(record("other", 0, "x", Map.of("n", 1)));
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(sink.preCommit().values()).anyMatch(offset -> offset.offset() == 1));
        }
        assertThat(String.join("", bodies())).contains("\"_id\":\"x\"").doesNotContain("\"_id\":\"a\"");
    }

    @Test
    void dropsRejectedRecordsWhereThatIsWanted() {
        server.stubFor(bulk().willReturn(okJson(items(
                "{\"index\":{\"status\":400,\"error\":{\"type\":\"document_parsing_exception\",\"reason\":\"n\"}}}"))));
        try (var sink = start("behavior.on.malformed.documents=ignore")) {
            sink.put(record(TOPIC, 0, "k", Map.of("n", 1)));
            awaitCommitted(sink, 1);

            assertThat(sink.reported()).isEmpty();
        }
    }

    private void answerFirstThenWrite(ResponseDefinitionBuilder first) {
        server.stubFor(bulk().inScenario("first")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(first)
                .willSetStateTo("then"));
        server.stubFor(bulk().inScenario("first").whenScenarioStateIs("then").willReturn(okJson(ALL_WRITTEN)));
    }

    private static MappingBuilder bulk() {
        return post(urlPathEqualTo("/_bulk"));
    }

    private static String items(String... items) {
        return "{\"errors\":true,\"items\":[" + String.join(",", items) + "]}";
    }

    private static List<SinkRecord> three() {
        return List.of(
                record(TOPIC, 0, "a", Map.of("n", 1)),
                record(TOPIC, 1, "b", Map.of("n", 2)),
                record(TOPIC, 2, "c", Map.of("n", 3)));
    }

    private List<LoggedRequest> requests() {
        return server.findAll(postRequestedFor(urlPathEqualTo("/_bulk")));
    }

    private List<String> bodies() {
        return requests().stream().map(LoggedRequest::getBodyAsString).toList();
    }

    private SinkHarness start(String... settings) {
        var config = new HashMap<>(Map.of(
                "name", "es",
                "topics", TOPIC,
                "linger.ms", "5",
                "retry.backoff.ms", "20",
                "connection.url", server.baseUrl()));
        for (var setting : settings) {
            config.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        return SinkHarness.start(config).open(TOPIC, 0);
    }

    private static void awaitCommitted(SinkHarness sink, long offset) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sink.committable(TOPIC)).isEqualTo(offset));
    }
}
