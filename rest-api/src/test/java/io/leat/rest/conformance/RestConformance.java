package io.leat.rest.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Asks a server what Apache Kafka Connect was asked, in the same order, and compares status and shape. A subclass says
 * where the server is; it starts empty and has Kafka's file connectors. What the server does in its own time is waited
 * for.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RestConformance {

    private static final List<String> REQUESTS =
            List.of("/io/leat/rest/connect-4.3.1.http", "/io/leat/rest/connect-4.3.1-more.http");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path folder;

    /** The base address of the server, without a path. */
    protected abstract URI server();

    @TestFactory
    Stream<DynamicTest> answersAsKafkaConnectDoes() throws IOException {
        Files.writeString(folder.resolve("in.txt"), "first line\nsecond line\nthird line\n");
        var exchanges = new ArrayList<Exchange>();
        for (var requests : REQUESTS) {
            exchanges.addAll(Exchange.parseAll(text(requests)));
        }
        return exchanges.stream().map(exchange -> DynamicTest.dynamicTest(exchange.toString(), () -> check(exchange)));
    }

    private String text(String requests) throws IOException {
        try (InputStream text = Objects.requireNonNull(RestConformance.class.getResourceAsStream(requests))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${in}", folder.resolve("in.txt").toString())
                    .replace("${out}", folder.resolve("out.txt").toString());
        }
    }

    private void check(Exchange exchange) throws Exception {
        if (exchange.isRepeatable()) {
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInSameThread()
                    .untilAsserted(() -> compare(exchange, send(exchange)));
        } else {
            compare(exchange, send(exchange));
        }
    }

    private HttpResponse<String> send(Exchange exchange) throws IOException, InterruptedException {
        var path = exchange.path().replace("$", "%24").replace("(", "%28");
        var request = HttpRequest.newBuilder(server().resolve(path))
                .timeout(Duration.ofSeconds(100))
                .method(
                        exchange.method(),
                        exchange.body()
                                .map(HttpRequest.BodyPublishers::ofString)
                                .orElseGet(HttpRequest.BodyPublishers::noBody));
        if (exchange.body().isPresent() && !exchange.headers().containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        exchange.headers().forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private void compare(Exchange exchange, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(exchange.status());
        exchange.location()
                .ifPresent(location -> assertThat(answer.headers().firstValue("Location"))
                        .contains(server().resolve(location).toString()));
        exchange.shape().ifPresent(shape -> {
            var body = read(answer.body());
            Shape.assertSame("", body, read(shape));
            exchange.values()
                    .forEach((pointer, value) ->
                            assertThat(body.at(pointer).asText()).as(pointer).isEqualTo(value));
        });
        if (exchange.status() == 204
                || exchange.status() == 202 && exchange.shape().isEmpty()) {
            assertThat(answer.body()).isEmpty();
        }
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }
}
