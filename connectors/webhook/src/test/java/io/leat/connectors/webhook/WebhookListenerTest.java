package io.leat.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.connect.testkit.MemoryLog;
import io.leat.connect.testkit.MemoryOffsets;
import io.leat.connect.testkit.SourceRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The listener over real HTTP, with a worker that polls and makes durable when the test says so. */
class WebhookListenerTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    private final int port = Ports.free();
    private final Sender sender = new Sender(port);
    private final MemoryOffsets offsets = new MemoryOffsets();
    private final MemoryLog log = new MemoryLog();
    private final List<SourceRun> runs = new ArrayList<>();

    @AfterEach
    void stop() {
        runs.forEach(SourceRun::kill);
    }

    @Test
    void answersOnlyAfterTheRecordIsDurable() throws Exception {
        var run = start();
        var answer = sender.sendLater(sender.delivery("1", "{}"));
        var polled = poll(run);
        assertThat(answer).isNotDone();

        run.tasks().get(0).write(polled);

        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    }

    @Test
    void makesARecordOfADelivery() throws Exception {
        var run = start("headers.forward=X-GitHub-Hook-ID");
        sender.sendLater(sender.delivery("id-1", "{\"ref\":\"main\"}").header("X-GitHub-Hook-ID", "77"));

        var record = poll(run).get(0);

        assertThat(record.topic()).isEqualTo("hooks");
        assertThat(record.key()).isEqualTo("id-1");
        assertThat(record.value()).isEqualTo("{\"ref\":\"main\"}");
        assertThat(headers(record))
                .containsEntry("webhook.provider", "github")
                .containsEntry("webhook.event", "push")
                .containsEntry("webhook.delivery.id", "id-1")
                .containsEntry("webhook.remote.ip", "127.0.0.1")
                .containsEntry("webhook.signature.verified", true)
                .containsEntry("X-GitHub-Hook-ID", "77")
                .containsKey("webhook.received.at");
    }

    @Test
    void refusesAWrongSignature() {
        start();

        var answer = sender.send(sender.unsigned("/", "{}")
                .header(
                        "X-Hub-Signature-256",
                        Sender.signature("another secret", "{}".getBytes(StandardCharsets.UTF_8))));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void refusesAMissingSignature() {
        start();

        assertThat(sender.send(sender.unsigned("/", "{}")).statusCode()).isEqualTo(401);
    }

    @Test
    void makesNoRecordOfWhatItRefused() throws Exception {
        var run = start();
        sender.send(sender.unsigned("/", "{}"));
        sender.sendLater(sender.delivery("good", "{}"));

        assertThat(poll(run)).extracting(SourceRecord::key).containsExactly("good");
    }

    @Test
    void answers404ForAnUnknownPath() {
        start();

        assertThat(sender.send(sender.unsigned("/nowhere", "{}")).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void answers405ForAnotherMethodThanPost(String method) {
        start();

        var answer = sender.send(sender.delivery("1", "").method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void answers413ForABodyThatSaysItIsTooLong() {
        start("max.body.bytes=1000");

        assertThat(sender.send(sender.delivery("1", "x".repeat(1001))).statusCode())
                .isEqualTo(413);
    }

    @Test
    void answers413ForABodyThatTurnsOutToBeTooLong() {
        start("max.body.bytes=1000");
        var chunked = HttpRequest.BodyPublishers.ofByteArrays(List.of(new byte[600], new byte[600]));

        assertThat(sender.send(sender.delivery("1", "").POST(chunked)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void takesABodyOfTheGreatestLength() throws Exception {
        var run = start("max.body.bytes=1000000");
        var body = "x".repeat(1_000_000);
        sender.sendLater(sender.delivery("1", body));

        assertThat(poll(run).get(0).value()).isEqualTo(body);
    }

    @Test
    void answersHealth() {
        start();

        assertThat(sender.send(sender.unsigned("/health", "").GET()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void asksToSendAgainWhenTheRecordIsNotDurableInTime() throws Exception {
        var run = start("response.timeout.ms=200");
        var answer = sender.sendLater(sender.delivery("1", "{}"));
        poll(run);

        var given = answer.get(10, TimeUnit.SECONDS);

        assertThat(given.statusCode()).isEqualTo(503);
        assertThat(given.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void makesOneRecordOfARepetitionWhileTheFirstIsUnderWay() throws Exception {
        var run = start("response.timeout.ms=200");
        var first = sender.sendLater(sender.delivery("1", "{}"));
        var polled = poll(run);
        assertThat(first.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(503);

        var second = sender.sendLater(sender.delivery("1", "{}"));
        run.tasks().get(0).write(polled);

        assertThat(second.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
        assertThat(run.step()).isEmpty();
    }

    @Test
    void makesNoRecordOfARepetitionAfterTheFirstIsDurable() throws Exception {
        var run = start();
        deliver(run, "1");

        assertThat(sender.send(sender.delivery("1", "{}")).statusCode()).isEqualTo(202);
        assertThat(run.step()).isEmpty();
    }

    @Test
    void recognisesARepetitionAfterARestart() throws Exception {
        var before = start();
        deliver(before, "1");
        before.tasks().get(0).commit();
        before.kill();

        var after = start();

        assertThat(sender.send(sender.delivery("1", "{}")).statusCode()).isEqualTo(202);
        assertThat(after.step()).isEmpty();
    }

    @Test
    void asksToSendAgainWhatWasNotDurableWhenTheTaskStops() throws Exception {
        var run = start();
        var answer = sender.sendLater(sender.delivery("1", "{}"));
        poll(run);

        run.kill();

        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
    }

    @Test
    void takesARepetitionOfWhatWasGivenUp() throws Exception {
        var stopped = start();
        var answer = sender.sendLater(sender.delivery("1", "{}"));
        poll(stopped);
        stopped.kill();
        answer.get(10, TimeUnit.SECONDS);

        var run = start();
        sender.sendLater(sender.delivery("1", "{}"));

        assertThat(poll(run)).extracting(SourceRecord::key).containsExactly("1");
    }

    @Test
    void asksToSendAgainWhenTheBufferIsFull() throws Exception {
        var run = start("max.buffered.bytes=10000", "max.body.bytes=9000");
        var first = sender.sendLater(sender.delivery("1", "x".repeat(6000)));
        var polled = poll(run);

        var refused = sender.send(sender.delivery("2", "x".repeat(6000)));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();

        run.tasks().get(0).write(polled);
        assertThat(first.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
        deliver(run, "3");
    }

    @Test
    void asksToSendAgainWhenThereAreTooManyRequests() throws Exception {
        var run = start("max.in.flight.requests=1");
        var first = sender.sendLater(sender.delivery("1", "{}"));
        var polled = poll(run);

        assertThat(sender.send(sender.delivery("2", "{}")).statusCode()).isEqualTo(503);

        run.tasks().get(0).write(polled);
        assertThat(first.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    }

    @Test
    void holdsAThousandRequestsAtATime() throws Exception {
        var run = start("response.timeout.ms=25 s");
        var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 1000; i++) {
            answers.add(sender.sendLater(sender.delivery("id-" + i, "{}")));
        }
        var polled = new ArrayList<SourceRecord>();
        await().atMost(SOON).until(() -> {
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
        var run = start();
        var slow = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 200; i++) {
                slow.add(halfARequest());
            }
            deliver(run, "fast");
        } finally {
            for (var socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void cutsOffASenderThatStops() throws Exception {
        start("idle.timeout.ms=300", "response.timeout.ms=200");
        try (var socket = halfARequest()) {
            socket.setSoTimeout(10_000);
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void cutsOffASenderThatDrips() throws Exception {
        start("min.request.rate.bytes=100");
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

    @Test
    void takesSeveralEndpointsWithTheirOwnSecrets() throws Exception {
        var run = start(
                "endpoints.ci.path=/ci",
                "endpoints.ci.topic=ci-${header:X-Project|other}",
                "endpoints.ci.provider=bearer",
                "endpoints.ci.secret=0123456789abcdef-ci");
        assertThat(sender.send(sender.unsigned("/ci", "{}").header("Authorization", "Bearer wrong"))
                        .statusCode())
                .isEqualTo(401);

        sender.sendLater(sender.unsigned("/ci", "{}")
                .header("Authorization", "Bearer 0123456789abcdef-ci")
                .header("X-Project", "leat/main"));

        assertThat(poll(run)).extracting(SourceRecord::topic).containsExactly("ci-leat_main");
    }

    @Test
    void parsesJsonWhereThatIsWanted() throws Exception {
        var run = start("decoding=json");
        sender.sendLater(sender.delivery("1", "{\"a\":[1,2.5,null,true],\"b\":{\"c\":\"x\"}}"));
        var expected = new HashMap<String, Object>();
        expected.put("a", Arrays.asList(1L, 2.5, null, true));
        expected.put("b", Map.of("c", "x"));

        assertThat(poll(run).get(0).value()).isEqualTo(expected);
        assertThat(sender.send(sender.delivery("2", "{\"a\":")).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesAPortThatIsInUse() throws Exception {
        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(this::start)
                    .hasMessageContaining("listen.address")
                    .hasMessageContaining("" + port);
            assertThat(errors()).containsKey("listen.address");
            assertThat(taken.isBound()).isTrue();
        }
    }

    @Test
    void letsAConnectorBeRegisteredAnewWhileItListens() {
        start();

        assertThat(errors()).isEmpty();
    }

    @Test
    void namesEveryWrongSettingOfANamedEndpoint() {
        assertThat(errors("endpoints.ci.provider=nobody", "endpoints.ci.pth=/ci"))
                .containsKeys("endpoints.ci.provider", "endpoints.ci.pth");
        assertThat(errors("endpoints.ci.topic=ci", "endpoints.ci.secret=short")).containsKeys("endpoints.ci.secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret=",
                "secret=tooshort",
                "path=hooks",
                "path=/health",
                "listen.address=8088",
                "listen.address=host:99999",
                "topic=${nothing}",
                "timestamp.header=X-Time",
                "max.body.bytes=1 GiB",
                "response.timeout.ms=30000",
                "provider=none"
            })
    void refusesASettingThatCannotWork(String setting) {
        assertThat(errors(setting)).isNotEmpty();
    }

    private Map<String, List<String>> errors(String... settings) {
        var errors = new HashMap<String, List<String>>();
        new WebhookSourceConnector()
                .validate(config(settings))
                .configValues()
                .forEach(value -> errors.put(value.name(), value.errorMessages()));
        errors.values().removeIf(List::isEmpty);
        return errors;
    }

    private SourceRun start(String... settings) {
        var run = SourceRun.start(WebhookSourceConnector.class, config(settings), offsets, log);
        runs.add(run);
        return run;
    }

    private Map<String, String> config(String... settings) {
        var config = new HashMap<>(Map.of(
                "name", "hooks", "topic", "hooks", "secret", Sender.SECRET, "listen.address", "127.0.0.1:" + port));
        for (var setting : settings) {
            config.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        return config;
    }

    private void deliver(SourceRun run, String id) throws Exception {
        var answer = sender.sendLater(sender.delivery(id, "{}"));
        run.tasks().get(0).write(poll(run));
        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    }

    private static List<SourceRecord> poll(SourceRun run) {
        var records = new ArrayList<SourceRecord>();
        await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> {
            records.addAll(run.tasks().get(0).poll());
            return !records.isEmpty();
        });
        return records;
    }

    private Socket halfARequest() throws IOException {
        var socket = new Socket("127.0.0.1", port);
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

    private static Map<String, Object> headers(SourceRecord record) {
        var headers = new HashMap<String, Object>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value());
        }
        return headers;
    }
}
