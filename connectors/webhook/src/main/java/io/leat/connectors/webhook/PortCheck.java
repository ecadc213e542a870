package io.leat.connectors.webhook;

import io.leat.connect.api.settings.Problems;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;

/** Tries the address and the TLS files when a connector is registered. */
final class PortCheck {

    private PortCheck() {}

    static void run(WebhookSourceSettings settings, Problems problems) throws InterruptedException {
        checkTls(settings.tls(), problems);
        var listener = settings.listener();
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(listener.address());
        } catch (IOException e) {
            // A connector that is registered anew still has its listener at work.
            if (settings.tls().used() || !isWebhookListener(listener)) {
                problems.add("listen.address", "cannot listen at " + listener.listenAddress() + ": " + e.getMessage());
            }
        }
    }

    private static void checkTls(TlsSettings tls, Problems problems) {
        try {
            if (tls.used()) {
                tls.context();
            }
        } catch (KafkaException e) {
            problems.add("ssl.keystore.location", "the TLS files cannot be used: " + e.getMessage());
        }
    }

    private static boolean isWebhookListener(ListenerSettings listener) throws InterruptedException {
        var host = listener.host().equals("0.0.0.0") ? "127.0.0.1" : listener.host();
        var health = URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + listener.port()
                + listener.healthPath());
        try {
            var answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(health)
                                    .timeout(Duration.ofSeconds(2))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return answer.body().startsWith(RequestHandler.HEALTHY);
        } catch (IOException e) {
            return false;
        }
    }
}
