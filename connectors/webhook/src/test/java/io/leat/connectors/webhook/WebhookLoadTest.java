package io.leat.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many senders, slow ones, and those that send more than there is room for. */
class WebhookLoadTest {

    private final Hooks hooks = new Hooks();
    private final Sender sender = hooks.sender;

    @AfterEach
    void stop() {
        hooks.close();
    }

    @Test
    void asksToSendAgainWhenTheBufferIsFull() throws Exception {
        var run = hooks.start("max.buffered.bytes=10000", "max.body.bytes=9000");
        var first = sender.sendLater(sender.delivery("1", "x".repeat(6000)));
        var polled = Hooks.poll(run);

        var refused = sender.send(sender.delivery("2", "x".repeat(6000)));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();

        run.tasks().get(0).write(polled);
        assertThat(first.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
        hooks.deliver(run, "3");
    }

    @Test
    void asksToSendAgainWhenThereAreTooManyRequests() throws Exception {
        var run = hooks.start("max.in.flight.requests=1");
        var first = sender.sendLater(sender.delivery("1", "{}"));
        var polled = Hooks.poll(run);

        assertThat(sender.send(sender.delivery("2", "{}")).statusCode()).isEqualTo(503);

        run.tasks().get(0).write(polled);
        assertThat(first.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    }

    @Test
    void holdsAThousandRequestsAtATime() throws Exception {
        var run = hooks.start("response.timeout.ms=25 s");
        var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 1000; i++) {
            answers.add(sender.sendLater(sender.delivery("id-" + i, "{}")));
        }
        var polled = new ArrayList<SourceRecord>();
        await().atMost(Hooks.SOON).until(() -> {
            polled.addAll(run.tasks().get(0).poll());
            return polled.size() == 1000;
        });
        run.tasks().get(0).write(polled);

        for (var answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
        }
    }

    @Test
    void servesOthersWhileManySendersAreSlow() throws Exception {
        var run = hooks.start();
        var slow = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 200; i++) {
                slow.add(halfARequest());
            }
            hooks.deliver(run, "fast");
        } finally {
            for (var socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void cutsOffASenderThatStops() throws Exception {
        hooks.start("idle.timeout.ms=300", "response.timeout.ms=200");
        try (var socket = halfARequest()) {
            socket.setSoTimeout(10_000);
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void cutsOffASenderThatDrips() throws Exception {
        hooks.start("min.request.rate.bytes=100");
        var dripping = Executors.newSingleThreadScheduledExecutor();
        try (var socket = halfARequest()) {
            socket.setSoTimeout(15_000);
            dripping.scheduleAtFixedRate(() -> drip(socket), 0, 100, TimeUnit.MILLISECONDS);

            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 408");
        } finally {
            dripping.shutdownNow();
        }
    }

    private Socket halfARequest() throws IOException {
        var socket = new Socket("127.0.0.1", hooks.port);
        socket.getOutputStream()
                .write(("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\nX-Hub-Signature-256: sha256="
                                + "00".repeat(32) + "\r\n\r\n{\"half\":")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void drip(Socket socket) {
        try {
            socket.getOutputStream().write(' ');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
