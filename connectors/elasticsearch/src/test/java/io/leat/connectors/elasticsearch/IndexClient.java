package io.leat.connectors.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;

/** What tests look at in Elasticsearch, by plain HTTP: another client than the one under test. */
final class IndexClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;

    IndexClient(URI url) {
        this.url = url;
    }

    URI url() {
        return url;
    }

    /** A name that no other test uses. */
    static String freshName(String prefix) {
        return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** How many documents a search would find. */
    long count(String index) {
        send("POST", "/" + index + "/_refresh?ignore_unavailable=true", "");
        var answer = send("GET", "/" + index + "/_count?ignore_unavailable=true", "");
        return answer.path("count").asLong();
    }

    /** The document's source; a missing node if there is none. */
    JsonNode document(String index, String id) {
        return send("GET", "/" + index + "/_doc/" + id, "").path("_source");
    }

    /** All documents, up to 1000. */
    JsonNode documents(String index) {
        send("POST", "/" + index + "/_refresh?ignore_unavailable=true", "");
        return send("GET", "/" + index + "/_search?size=1000", "").path("hits").path("hits");
    }

    JsonNode put(String path, String body) {
        return send("PUT", path, body);
    }

    JsonNode send(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
