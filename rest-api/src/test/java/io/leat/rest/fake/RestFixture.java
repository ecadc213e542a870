package io.leat.rest.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leat.rest.RestServer;
import io.leat.rest.RestSettings;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A REST server before a {@link FakeWorker}, and a client to ask it. */
public final class RestFixture implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeWorker worker = new FakeWorker();
    private final HttpClient client = HttpClient.newHttpClient();
    private final RestServer rest;

    /** @param settings key, value, key, value… */
    public RestFixture(String... settings) {
        this(RestSettings.parse(map(settings)));
    }

    public RestFixture(RestSettings settings) {
        rest = RestServer.start(settings, worker, new FakeLogLevels());
    }

    private static Map<String, String> map(String... settings) {
        var map = new HashMap<>(Map.of("listeners", "http://127.0.0.1:0"));
        for (var i = 0; i < settings.length; i += 2) {
            map.put(settings[i], settings[i + 1]);
        }
        return map;
    }

    public FakeWorker worker() {
        return worker;
    }

    public RestServer rest() {
        return rest;
    }

    public URI uri() {
        return rest.uris().get(0);
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** @param body sent as JSON unless a header says otherwise; null for none */
    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        try {
            return client.send(request(method, path, body, headers), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(method + " " + path + " was not answered", failure);
        }
    }

    public CompletableFuture<HttpResponse<String>> sendLater(
            String method, String path, String body, String... headers) {
        return client.sendAsync(request(method, path, body, headers), BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(uri().resolve(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    /** Sends {@code text} as it is and returns everything that comes back until the server closes. */
    public String raw(String text) throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public Socket connect() throws IOException {
        var socket = new Socket(uri().getHost(), uri().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    public static JsonNode json(HttpResponse<String> answer) {
        return json(answer.body());
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException notJson) {
            throw new AssertionError("Not JSON: " + text, notJson);
        }
    }

    @Override
    public void close() {
        rest.close();
    }
}
