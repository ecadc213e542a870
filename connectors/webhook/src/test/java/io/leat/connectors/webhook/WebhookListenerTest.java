package io.leat.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered to whom, and what becomes of it. */
class WebhookListenerTest {

    private final Hooks hooks = new Hooks();
    private final Sender sender = hooks.sender;

    @AfterEach
    void stop() {
        hooks.close();
    }

    @Test
    void answersOnlyAfterTheRecordIsDurable() throws Exception {
        var run = hooks.start();
        var answer = sender.sendLater(sender.delivery("1", "{}"));
        var polled = Hooks.poll(run);
        assertThat(answer).isNotDone();

        run.tasks().get(0).write(polled);

        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    }

    @Test
    void makesARecordOfADelivery() throws Exception {
        var run = hooks.start("headers.forward=X-GitHub-Hook-ID");
        sender.sendLater(sender.delivery("id-1", "{\"ref\":\"main\"}").header("X-GitHub-Hook-ID", "77"));

        var record = Hooks.poll(run).get(0);

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
        hooks.start();

        var answer = sender.send(sender.unsigned("/", "{}")
                .header(
                        "X-Hub-Signature-256",
                        Sender.signature("another secret", "{}".getBytes(StandardCharsets.UTF_8))));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void refusesAMissingSignature() {
        hooks.start();

        assertThat(sender.send(sender.unsigned("/", "{}")).statusCode()).isEqualTo(401);
    }

    @Test
    void makesNoRecordOfWhatItRefused() throws Exception {
        var run = hooks.start();
        sender.send(sender.unsigned("/", "{}"));
        sender.sendLater(sender.delivery("good", "{}"));

        assertThat(Hooks.poll(run)).extracting(SourceRecord::key).containsExactly("good");
    }

    @Test
    void answers404ForAnUnknownPath() {
        hooks.start();

        assertThat(sender.send(sender.unsigned("/nowhere", "{}")).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void answers405ForAnotherMethodThanPost(String method) {
        hooks.start();

        var answer = sender.send(sender.delivery("1", "").method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void answers413ForABodyThatSaysItIsTooLong() {
        hooks.start("max.body.bytes=1000");

        assertThat(sender.send(sender.delivery("1", "x".repeat(1001))).statusCode())
                .isEqualTo(413);
    }

    @Test
    void answers413ForABodyThatTurnsOutToBeTooLong() {
        hooks.start("max.body.bytes=1000");
        var chunked = HttpRequest.BodyPublishers.ofByteArrays(List.of(new byte[600], new byte[600]));

        assertThat(sender.send(sender.delivery("1", "").POST(chunked)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void takesABodyOfTheGreatestLength() throws Exception {
        var run = hooks.start("max.body.bytes=1000000");
        var body = "x".repeat(1_000_000);
        sender.sendLater(sender.delivery("1", body));

        assertThat(Hooks.poll(run).get(0).value()).isEqualTo(body);
    }

    @Test
    void answersHealth() {
        hooks.start();

        assertThat(sender.send(sender.unsigned("/health", "").GET()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void asksToSendAgainWhenTheRecordIsNotDurableInTime() throws Exception {
        var run = hooks.start("response.timeout.ms=200");
        var answer = sender.sendLater(sender.delivery("1", "{}"));
        Hooks.poll(run);

        var given = answer.get(10, TimeUnit.SECONDS);

        assertThat(given.statusCode()).isEqualTo(503);
        assertThat(given.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void asksToSendAgainWhatWasNotDurableWhenTheTaskStops() throws Exception {
        var run = hooks.start();
        var answer = sender.sendLater(sender.delivery("1", "{}"));
        Hooks.poll(run);

        run.kill();

        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
    }

    @Test
    void takesSeveralEndpointsWithTheirOwnSecrets() throws Exception {
        var run = hooks.start(
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

        assertThat(Hooks.poll(run)).extracting(SourceRecord::topic).containsExactly("ci-leat_main");
    }

    @Test
    void parsesJsonWhereThatIsWanted() throws Exception {
        var run = hooks.start("decoding=json");
        sender.sendLater(sender.delivery("1", "{\"a\":[1,2.5,null,true],\"b\":{\"c\":\"x\"}}"));
        var expected = new HashMap<String, Object>();
        expected.put("a", Arrays.asList(1L, 2.5, null, true));
        expected.put("b", Map.of("c", "x"));

        assertThat(Hooks.poll(run).get(0).value()).isEqualTo(expected);
        assertThat(sender.send(sender.delivery("2", "{\"a\":")).statusCode()).isEqualTo(400);
    }

    private static Map<String, Object> headers(SourceRecord record) {
        var headers = new HashMap<String, Object>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value());
        }
        return headers;
    }
}
