package io.leat.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.leat.rest.fake.RestFixture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final String HEAD = "PUT /connectors/x/config HTTP/1.1\nHost: localhost\n"
            + "Content-Type: application/json\nConnection: close\n";

    @Test
    void refusesABodyThatSaysItIsTooLarge() {
        try (var rest = new RestFixture("rest.max.body.bytes", "2048")) {
            var answer = rest.send("PUT", "/connectors/x/config", config(3000));

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(RestFixture.json(answer).get("error_code").asInt()).isEqualTo(413);
            assertThat(rest.worker().connectors()).isEmpty();
        }
    }

    @Test
    void refusesABodyThatTurnsOutTooLarge() throws IOException {
        try (var rest = new RestFixture("rest.max.body.bytes", "2048")) {
            var chunk = "400\n" + "x".repeat(1024) + "\n";

            var answer = rest.raw(HEAD + "Transfer-Encoding: chunked\n\n" + chunk.repeat(4) + "0\n\n");

            assertThat(answer).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void acceptsABodyAsLargeAsAllowed() {
        try (var rest = new RestFixture("rest.max.body.bytes", "2048")) {
            assertThat(rest.send("PUT", "/connectors/x/config", config(2048)).statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void readsABodyThatComesInPieces() throws IOException {
        try (var rest = new RestFixture();
                var socket = rest.connect()) {
            var body = config(600);
            send(socket, HEAD + "Content-Length: " + body.length() + "\n\n" + body.substring(0, 100));
            await().until(() -> rest.get("/").statusCode() == 200);
            send(socket, body.substring(100));

            assertThat(answer(socket.getInputStream())).startsWith("HTTP/1.1 201");
        }
    }

    @Test
    void dropsAClientThatNeverFinishesItsHeaders() throws IOException {
        try (var rest = new RestFixture("rest.idle.timeout.ms", "300");
                var socket = rest.connect()) {
            send(socket, "GET / HTTP/1.1\nHost: loc");

            assertThatCode(() -> answer(socket.getInputStream())).doesNotThrowAnyException();
        }
    }

    @Test
    void dropsAClientThatNeverFinishesItsBody() throws IOException {
        try (var rest = new RestFixture("rest.idle.timeout.ms", "300");
                var socket = rest.connect()) {
            send(socket, HEAD + "Content-Length: 100\n\n{");

            assertThatCode(() -> answer(socket.getInputStream())).doesNotThrowAnyException();
            assertThat(rest.worker().connectors()).isEmpty();
        }
    }

    @Test
    void servesOthersWhileHundredsOfClientsDawdle() throws IOException {
        try (var rest = new RestFixture()) {
            var dawdlers = new ArrayList<Socket>();
            for (var i = 0; i < 200; i++) {
                dawdlers.add(rest.connect());
                send(dawdlers.get(i), HEAD + "Content-Length: 100\n\n{");
            }

            var answer = rest.sendLater("GET", "/connectors", null).orTimeout(5, TimeUnit.SECONDS);

            assertThat(answer.join().statusCode()).isEqualTo(200);
            for (var dawdler : dawdlers) {
                dawdler.close();
            }
        }
    }

    @Test
    void servesOthersWhileClientsDoNotReadTheirAnswers() throws IOException {
        var threads = 4;
        try (var rest = new RestFixture(withThreads(threads))) {
            rest.worker().fakeTopics().append("large", 0, null, new byte[8 << 20]);
            var dawdlers = new ArrayList<Socket>();
            for (var i = 0; i < 2 * threads; i++) {
                var dawdler = new Socket();
                dawdler.setReceiveBufferSize(4096);
                dawdler.connect(
                        new InetSocketAddress(rest.uri().getHost(), rest.uri().getPort()));
                send(dawdler, "GET /topics/large/records HTTP/1.1\nHost: localhost\n\n");
                dawdlers.add(dawdler);
            }
            for (var dawdler : dawdlers) {
                assertThat(dawdler.getInputStream().read()).isEqualTo('H');
            }

            var answer = rest.sendLater("GET", "/connectors", null).orTimeout(5, TimeUnit.SECONDS);

            assertThat(answer.join().statusCode()).isEqualTo(200);
            for (var dawdler : dawdlers) {
                dawdler.close();
            }
        }
    }

    @Test
    void dropsAClientThatSendsItsBodyDropByDrop() throws Exception {
        try (var rest = new RestFixture("rest.request.timeout.ms", "500", "rest.transfer.timeout.ms", "500");
                var socket = rest.connect()) {
            send(socket, HEAD + "Content-Length: 100000\n\n{");
            var drip = Executors.newSingleThreadScheduledExecutor();
            var dripping = drip.scheduleAtFixedRate(() -> write(socket, 'x'), 0, 50, TimeUnit.MILLISECONDS);

            await().atMost(Duration.ofSeconds(10)).until(dripping::isDone);

            drip.shutdownNow();
            assertThat(rest.worker().connectors()).isEmpty();
        }
    }

    @Test
    void keepsAConnectionWhoseRequestsAreOverInTime() throws IOException {
        try (var rest = new RestFixture("rest.request.timeout.ms", "300", "rest.transfer.timeout.ms", "100");
                var socket = rest.connect()) {
            for (var i = 0; i < 3; i++) {
                send(socket, "GET /nope HTTP/1.1\nHost: localhost\n\n");
                assertThat(socket.getInputStream().read()).isEqualTo('H');
                await().pollDelay(Duration.ofMillis(250))
                        .until(() -> socket.getInputStream().available() > 0);
                socket.getInputStream().skipNBytes(socket.getInputStream().available());
            }
        }
    }

    @Test
    void answersTwoHundredRequestsAtOnceWithABoundedNumberOfThreads() {
        var threads = 16;
        try (var rest = new RestFixture(withThreads(threads))) {
            var answers = IntStream.range(0, 200)
                    .mapToObj(i -> rest.sendLater("PUT", "/connectors/c" + i + "/config", config(300)))
                    .toList();

            assertThat(answers.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                    .hasSize(200)
                    .containsOnly(201);
            assertThat(rest.worker().connectors()).hasSize(200);
            assertThat(restThreads()).hasSizeLessThanOrEqualTo(2 * threads + 4);
        }
    }

    @Test
    void givesUpWaitingForTheWorkerAndSaysWhatItWasDoing() {
        try (var rest = new RestFixture("rest.request.timeout.ms", "200")) {
            rest.worker().holdEverything(new CountDownLatch(1));

            var answer = rest.send("PUT", "/connectors/x/config", config(300));

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(RestFixture.json(answer).get("message").asText())
                    .startsWith("Request timed out. The worker has been configuring connector x");
            rest.worker().release();
        }
    }

    @Test
    void waitsForTheWorkerLongerThanAConnectionMayBeSilent() {
        try (var rest = new RestFixture("rest.idle.timeout.ms", "200")) {
            var hold = new CountDownLatch(1);
            rest.worker().holdEverything(hold);
            var answer = rest.sendLater("PUT", "/connectors/x/config", config(300));
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(hold::countDown);

            assertThat(answer.join().statusCode()).isEqualTo(201);
        }
    }

    @Test
    void saysThatItIsBusyWhenAllThreadsWaitForTheWorker() {
        try (var rest = new RestFixture("rest.request.timeout.ms", "100")) {
            rest.worker().holdEverything(new CountDownLatch(1));
            var held = IntStream.range(0, Limits.standard().maxThreads())
                    .mapToObj(i -> rest.sendLater("GET", "/connectors", null))
                    .toList();
            held.forEach(CompletableFuture::join);

            var further = rest.get("/connectors");

            assertThat(further.statusCode()).isEqualTo(503);
            assertThat(further.headers().firstValue("Retry-After")).contains("5");
            rest.worker().release();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> rest.get("/connectors").statusCode() == 200);
        }
    }

    private static RestSettings withThreads(int threads) {
        var usual = RestSettings.parse(Map.of("listeners", "http://127.0.0.1:0"));
        var limits = usual.limits();
        return new RestSettings(
                usual.listeners(),
                usual.admin(),
                usual.tls(),
                usual.adminTls(),
                usual.authentication(),
                usual.hosts(),
                usual.origins(),
                usual.headers(),
                new Limits(
                        limits.maxBodyBytes(),
                        limits.requestTimeout(),
                        limits.idleTimeout(),
                        limits.transferTimeout(),
                        limits.maxConnections(),
                        threads));
    }

    private static List<String> restThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("rest"))
                .toList();
    }

    /** A connector configuration of exactly {@code bytes} bytes. */
    private static String config(int bytes) {
        var head = "{\"connector.class\":\"FileStreamSource\",\"topic\":\"t\",\"padding\":\"";
        return head + "x".repeat(bytes - head.length() - 2) + "\"}";
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static void write(Socket socket, int letter) {
        try {
            socket.getOutputStream().write(letter);
        } catch (IOException dropped) {
            throw new UncheckedIOException(dropped);
        }
    }

    private static String answer(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
