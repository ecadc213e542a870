package io.leat.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.leat.rest.fake.RestFixture;
import io.leat.runtime.Previews.Data;
import io.leat.runtime.Previews.Shown;
import io.leat.runtime.Taps.Tapped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TapResourceTest {

    private RestFixture rest;

    @BeforeEach
    void start() {
        rest = new RestFixture();
    }

    @AfterEach
    void stop() {
        rest.close();
    }

    @Test
    void sendsRecordsAsTheyCome() throws IOException, InterruptedException {
        try (var events = open("/connectors/src/tap?seconds=60")) {
            assertThat(events.readLine()).isEqualTo(": open");
            rest.worker().fakeTaps().show(tapped("first"));

            assertThat(record(events)).isEqualTo("first");
            rest.worker().fakeTaps().show(tapped("second"));
            assertThat(record(events)).isEqualTo("second");
        }
    }

    @Test
    void closesTheTapWhenTheClientHangsUp() throws IOException, InterruptedException {
        var events = open("/connectors/src/tap");
        events.readLine();
        assertThat(rest.worker().fakeTaps().open()).isEqualTo(1);

        events.close();

        await().until(() -> rest.worker().fakeTaps().open() == 0);
    }

    @Test
    void saysThatTheTimeIsOver() throws IOException, InterruptedException {
        try (var events = open("/connectors/src/tap?seconds=1")) {
            assertThat(events.lines()).contains("event: end");
        }
        await().until(() -> rest.worker().fakeTaps().open() == 0);
    }

    @Test
    void refusesARateOutOfBounds() {
        assertThat(rest.get("/connectors/src/tap?rate=101").statusCode()).isEqualTo(400);
    }

    @Test
    void refusesAConnectorThatDoesNotExist() {
        assertThat(rest.get("/connectors/none/tap").statusCode()).isEqualTo(404);
    }

    private BufferedReader open(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(rest.uri().resolve(path)).build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private static String record(BufferedReader events) throws IOException {
        var line = events.readLine();
        while (!line.startsWith("data: ")) {
            line = events.readLine();
        }
        return new ObjectMapper()
                .readTree(line.substring("data: ".length()))
                .at("/record/value/data")
                .asText();
    }

    private static Tapped tapped(String value) {
        var nothing = new Data(null, "none");
        var shown = new Shown("t", Optional.of(0), Optional.empty(), nothing, new Data(value, "string"), Map.of());
        return new Tapped(0, Map.of("topic", "t"), shown, 0);
    }
}
