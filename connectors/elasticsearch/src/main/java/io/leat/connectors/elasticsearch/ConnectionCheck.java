package io.leat.connectors.elasticsearch;

import io.leat.connect.api.settings.Problems;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** Tries each node when a connector is registered, by asking for the cluster's health: it changes nothing. */
final class ConnectionCheck {

    private ConnectionCheck() {}

    static void run(ConnectionSettings settings, Problems problems) {
        for (var node : settings.url()) {
            var single = settings.onlyTo(List.of(node));
            try (var http = Connections.open(single, 1).restClient()) {
                ask(http);
            } catch (ResponseException e) {
                judge(e.getResponse().getStatusLine().getStatusCode(), node.toString(), settings, problems);
            } catch (IOException e) {
                problems.add("connection.url", node + " does not answer: " + e);
            } catch (KafkaException e) {
                problems.add("ssl.truststore.location", "the TLS files cannot be used: " + e.getMessage());
                return;
            }
        }
    }

    private static void ask(RestClient http) throws IOException {
        var request = new Request("GET", "/_cluster/health");
        request.addParameter("timeout", "1s");
        http.performRequest(request);
    }

    private static void judge(int status, String node, ConnectionSettings settings, Problems problems) {
        switch (status) {
            case 401 -> problems.add(credentialsKey(settings), node + " does not accept the credentials (status 401)");
            case 403 -> {
                // The user may write documents without being allowed to look at the cluster.
            }
            case 408, 429, 503 -> {
                // It is an Elasticsearch, busy or without a master; the connector waits for such.
            }
            default ->
                problems.add(
                        "connection.url",
                        node + " answers status " + status + " to /_cluster/health: is it Elasticsearch?");
        }
    }

    private static String credentialsKey(ConnectionSettings settings) {
        return settings.apiKey().isPresent()
                ? "connection.api.key"
                : settings.username().isPresent() ? "connection.password" : "connection.username";
    }
}
