package io.leat.distribution.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The REST calls that the demo makes, as any client would. */
final class DemoRest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;

    DemoRest(URI base) {
        this.base = base;
    }

    /** Registers a connector, or gives one that exists this configuration. */
    void register(Pipeline.Connector connector) throws IOException, InterruptedException {
        var request = request("/connectors/" + connector.name() + "/config")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(JSON.writeValueAsString(connector.config())))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException("connector " + connector.name() + " was refused: "
                    + JSON.readTree(answer.body()).path("message").asText(answer.body()));
        }
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(
                http.send(request(path).GET().build(), BodyHandlers.ofString()).body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
    }
}
