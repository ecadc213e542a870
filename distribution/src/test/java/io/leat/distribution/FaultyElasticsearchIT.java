package io.leat.distribution;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.leat.connectors.elasticsearch.ElasticsearchServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Elasticsearch refuses, fails and hangs up for a while: a proxy in between plays that, the server behind it is real. */
class FaultyElasticsearchIT {

    private static final int LINES_PER_FAULT = 40_000;
    private static final int REFUSED_REQUESTS = 8;
    private static final long MEMORY_LIMIT_KIB = 700 * 1024;

    @TempDir
    private Path folder;

    private static ElasticsearchServer elasticsearch;
    private WireMockServer between;

    @BeforeAll
    static void startElasticsearch() {
        elasticsearch = ElasticsearchServer.start();
    }

    @AfterAll
    static void stopElasticsearch() {
        elasticsearch.close();
    }

    @BeforeEach
    void startProxy() {
        between = new WireMockServer(wireMockConfig()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .disableRequestJournal()
                .stubRequestLoggingDisabled(true));
        between.start();
        letThrough();
    }

    @AfterEach
    void stopProxy() {
        between.stop();
    }

    @Test
    void nothingIsLostAndMemoryStaysBoundedWhileElasticsearchRefuses() throws Exception {
        var index = new Index(elasticsearch.url(), "refused");
        var log = new RotatingLog(folder.resolve("logs"), 20_000);
        try (var leat = LeatProcess.start(folder.resolve("data"), Map.of())) {
            FileToElasticsearchIT.register(leat, "refused", log, URI.create(between.baseUrl()));
            int sent = 0;
            for (var fault : List.of(
                    aResponse().withStatus(429).withHeader("Retry-After", "0").withBody("{}"),
                    aResponse().withStatus(503).withBody("{}"),
                    aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                    aResponse().withFault(Fault.EMPTY_RESPONSE))) {
                sent += LINES_PER_FAULT;
                refuseWhile(fault, log.write(LINES_PER_FAULT));
                assertThat(residentKib(leat)).isLessThan(MEMORY_LIMIT_KIB);
                FileToElasticsearchIT.awaitCount(index, sent);
            }
            assertThat(index.lines().cardinality()).isEqualTo(sent);
            assertThat(index.count()).isEqualTo(sent);
            var status = new RestClient(leat.rest())
                    .get("/connectors/refused-sink/status")
                    .body();
            assertThat(status.path("tasks").path(0).path("state").asText()).isEqualTo("RUNNING");
        }
    }

    private void letThrough() {
        between.resetAll();
        between.stubFor(any(anyUrl())
                .atPriority(10)
                .willReturn(aResponse().proxiedFrom(elasticsearch.url().toString())));
    }

    /** Gives this answer to all bulk requests while the lines are written and until several were refused. */
    private void refuseWhile(ResponseDefinitionBuilder answer, CompletableFuture<Void> written) {
        var refused = new AtomicInteger();
        between.stubFor(post(urlPathEqualTo("/_bulk")).atPriority(1).willReturn(answer));
        between.addMockServiceRequestListener((request, response) -> refused.incrementAndGet());
        written.join();
        await().atMost(Duration.ofMinutes(1)).until(() -> refused.get() >= REFUSED_REQUESTS);
        letThrough();
    }

    private static long residentKib(LeatProcess leat) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + leat.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                .findFirst()
                .orElseThrow();
    }
}
