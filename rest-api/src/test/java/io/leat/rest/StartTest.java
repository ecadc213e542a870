package io.leat.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.rest.fake.FakeLogLevels;
import io.leat.rest.fake.FakeWorker;
import io.leat.rest.fake.RestFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void saysStartingUntilItHasAWorker() throws Exception {
        try (var rest = RestServer.start(settings("http://127.0.0.1:0"), new FakeLogLevels())) {
            var health = get(rest.uris().get(0).resolve("/health"));
            var other = get(rest.uris().get(0).resolve("/connectors"));

            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(RestFixture.json(health).get("status").asText()).isEqualTo("starting");
            assertThat(other.statusCode()).isEqualTo(503);
            assertThat(other.headers().firstValue("Retry-After")).contains("1");
            assertThat(RestFixture.json(other).get("error_code").asInt()).isEqualTo(503);
        }
    }

    @Test
    void answersOnceItHasAWorker() throws Exception {
        try (var rest = RestServer.start(settings("http://127.0.0.1:0"), new FakeLogLevels())) {
            rest.serve(new FakeWorker());

            assertThat(get(rest.uris().get(0).resolve("/health")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void passesOnWhatTheWorkerSaysOfItsHealth() {
        try (var rest = new RestFixture()) {
            rest.worker().healthIs("unhealthy", "the log is offline");
            assertThat(rest.get("/health").statusCode()).isEqualTo(500);

            rest.worker().healthIs("starting", "reading configs");
            assertThat(rest.get("/health").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void namesABusyPortAndItsKey() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = settings("http://127.0.0.1:" + taken.getLocalPort());

            assertThatThrownBy(() -> RestServer.start(settings, new FakeLogLevels()))
                    .isInstanceOf(RestServerFailure.class)
                    .hasMessage("Cannot listen on port " + taken.getLocalPort() + " of 127.0.0.1 (listeners):"
                            + " another process uses it; stop that one or choose another port");
        }
    }

    @Test
    void namesTheAdminListenersWhereTheirPortIsBusy() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = RestSettings.parse(Map.of(
                    "listeners", "http://127.0.0.1:0", "admin.listeners", "http://127.0.0.1:" + taken.getLocalPort()));

            assertThatThrownBy(() -> RestServer.start(settings, new FakeLogLevels()))
                    .hasMessageContaining("(admin.listeners): another process uses it");
        }
    }

    @Test
    void leavesNoListenerOpenWhenAnotherOneFails() throws IOException {
        int free;
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = probe.getLocalPort();
        }
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = settings("http://127.0.0.1:" + free + ",http://127.0.0.1:" + taken.getLocalPort());

            assertThatThrownBy(() -> RestServer.start(settings, new FakeLogLevels()))
                    .isInstanceOf(RestServerFailure.class);
        }
        try (var again = RestServer.start(settings("http://127.0.0.1:" + free), new FakeLogLevels())) {
            assertThat(again.uris()).containsExactly(URI.create("http://127.0.0.1:" + free));
        }
    }

    @Test
    void saysWhenTheMachineDoesNotHaveTheAddress() {
        var settings =
                RestSettings.parse(Map.of("listeners", "http://192.0.2.1:0", "rest.allow.unauthenticated", "true"));

        assertThatThrownBy(() -> RestServer.start(settings, new FakeLogLevels()))
                .isInstanceOf(RestServerFailure.class)
                .hasMessageContaining("this machine does not have that address");
    }

    @Test
    void servesTheAdminApiOnItsOwnListenersAlone() throws Exception {
        var settings =
                RestSettings.parse(Map.of("listeners", "http://127.0.0.1:0", "admin.listeners", "http://127.0.0.1:0"));
        try (var rest = RestServer.start(settings, new FakeWorker(), new FakeLogLevels())) {
            var api = rest.uris().get(0);
            var admin = rest.adminUris().get(0);

            assertThat(get(admin.resolve("/admin/loggers")).statusCode()).isEqualTo(200);
            assertThat(get(admin.resolve("/connectors")).statusCode()).isEqualTo(404);
            assertThat(get(api.resolve("/admin/loggers")).statusCode()).isEqualTo(404);
            assertThat(get(api.resolve("/%61dmin/loggers")).statusCode()).isEqualTo(404);
            assertThat(get(api.resolve("/connectors")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void answersOnEveryListener() throws Exception {
        try (var rest = RestServer.start(
                settings("http://127.0.0.1:0,http://localhost:0"), new FakeWorker(), new FakeLogLevels())) {
            assertThat(rest.uris()).hasSize(2);
            for (var uri : rest.uris()) {
                assertThat(get(uri.resolve("/")).statusCode()).isEqualTo(200);
            }
        }
    }

    private static RestSettings settings(String listeners) {
        return RestSettings.parse(Map.of("listeners", listeners));
    }

    private HttpResponse<String> get(URI uri) throws Exception {
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
