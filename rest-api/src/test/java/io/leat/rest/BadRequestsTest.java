package io.leat.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.rest.fake.RestFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadRequestsTest {

    private static RestFixture rest;

    @BeforeAll
    static void start() {
        rest = new RestFixture();
    }

    @AfterAll
    static void stop() {
        rest.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"x\",\"config\":{\"password\": swordfish}}|is not valid JSON: line 1, column",
                "{\"name\":\"x\",~ \"config\":{\"password\":\"swordfish\"|is not valid JSON: line 2, column",
                "\"swordfish\"|must be a JSON object, not a string",
                "[\"swordfish\"]|must be a JSON object, not an array",
                "{} \"swordfish\"|is not one JSON object: line 1, column",
                "{\"name\":\"x\",\"swordfish\":1}|Unknown field \"swordfish\" in the request body; known fields are name, config, initial_state, initial_offsets",
                "{\"name\":\"x\",\"config\":{},\"initial_offsets\":[{\"offset\":{}}]}|initial_offsets[0].partition is missing: the object that names what the offset belongs to",
                "{\"name\":1,\"config\":{}}|Field \"name\" must be a string, not a number",
                "{\"name\":\"x\"}|Field \"config\" is missing",
                "{\"name\":\"x\",\"config\":null}|Field \"config\" is missing",
                "{\"name\":\"x\",\"config\":[]}|Field \"config\" must be an object with the connector's settings, not an array",
                "{\"name\":\"x\",\"config\":{\"a\":{\"b\":\"swordfish\"}}}|Setting \"a\" must be a string, not an object",
                "{\"name\":\"x\",\"config\":{\"a\":null}}|Setting \"a\" is null",
                "{\"name\":\"x\",\"config\":{},\"initial_state\":\"swordfish\"}|Field \"initial_state\" must be RUNNING, PAUSED or STOPPED",
                "``|The request body is missing",
            })
    void saysWhatIsWrongWithABodyAndWhere(String body, String complaint) {
        var answer = rest.send("POST", "/connectors", body.replace('~', '\n'));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RestFixture.json(answer).get("message").asText()).contains(complaint);
    }

    @Test
    void neverRepeatsWhatWasSent() {
        var answer = rest.send("POST", "/connectors", "{\"name\":\"x\",\"config\":{\"password\": swordfish}}");

        assertThat(answer.body()).doesNotContain("swordfish", "sword");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"offsets\":{}}|Field \"offsets\" must be an array, not an object",
                "{\"offsets\":[1]}|offsets[0] must be an object with partition and offset, not a number",
                "{\"offsets\":[{\"partition\":{}},{\"offset\":{}}]}|offsets[1].partition is missing",
                "{\"offsets\":[{\"partition\":[],\"offset\":{}}]}|offsets[0].partition must be an object, not an array",
                "{\"offsets\":[{\"partition\":{},\"offset\":7}]}|offsets[0].offset must be an object, not a number",
                "{\"offsets\":[{\"partition\":{},\"position\":7}]}|Unknown field \"position\"",
                "{\"offset\":[]}|Unknown field \"offset\"",
            })
    void namesTheWrongPartOfAnOffsetsBody(String body, String complaint) {
        var answer = rest.send("PATCH", "/connectors/x/offsets", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RestFixture.json(answer).get("message").asText()).contains(complaint);
    }

    @Test
    void takesNumbersAndBooleansForSettings() {
        rest.send(
                "PUT", "/connectors/n/config", "{\"connector.class\":\"FileStreamSource\",\"tasks.max\":3,\"b\":true}");

        assertThat(rest.worker().connector("n").config()).containsAllEntriesOf(Map.of("tasks.max", "3", "b", "true"));
    }

    @Test
    void trimsTheNameAndIgnoresTheCaseOfTheState() {
        var answer = rest.send(
                "POST",
                "/connectors",
                "{\"name\":\" trimmed \",\"config\":{\"connector.class\":\"FileStreamSource\"},\"initial_state\":\"pAused\"}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(rest.worker().status("trimmed").connector().state().name()).isEqualTo("PAUSED");
    }

    @ParameterizedTest
    @CsvSource({"with space", "a/b", "50%", "ü-ö", "x;y=z", "q?p#f", "..", "{braces}", "+plus+"})
    void servesConnectorsWhateverTheyAreCalled(String name) {
        var made = rest.send(
                "POST",
                "/connectors",
                "{\"name\":\"" + name + "\",\"config\":{\"connector.class\":\"FileStreamSink\"}}");
        assertThat(made.statusCode()).isEqualTo(201);

        var location = made.headers().firstValue("Location").orElseThrow();
        var read = rest.get(location + "/status");

        assertThat(read.statusCode()).as(location).isEqualTo(200);
        assertThat(RestFixture.json(read).get("name").asText()).isEqualTo(name);
    }

    @Test
    void answersBrokenHttpWithoutDetails() throws IOException {
        var answer = rest.raw("GET /%zz HTTP/1.1\nHost: localhost\nConnection: close\n\n");

        assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("Exception", "Jetty", "jetty");
    }

    @Test
    void tellsNothingOfUnexpectedFailures() {
        rest.worker().failWith(new IllegalStateException("database.password=swordfish"));
        var answer = rest.get("/metrics");
        rest.worker().failWith(null);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(RestFixture.json(answer).get("message").asText())
                .startsWith("The request failed unexpectedly")
                .doesNotContain("swordfish");
    }

    @Test
    void namesTheMethodsAPathAllows() {
        var answer = rest.send("POST", "/connectors/x", "{}");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow").orElseThrow()).contains("GET", "DELETE");
        assertThat(answer.body().getBytes(StandardCharsets.UTF_8)).isNotEmpty();
    }

    @Test
    void listsTheMethodsOfAPath() {
        var answer = rest.send("OPTIONS", "/connectors", null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Allow").orElseThrow().split(",\\s*"))
                .containsExactlyInAnyOrder("HEAD", "POST", "GET", "OPTIONS");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
    }

    @Test
    void answersHeadLikeGetWithoutABody() {
        var answer = rest.send("HEAD", "/connectors", null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void refusesSignedInternalRequestsBecauseThereIsNoKey() {
        var answer = rest.send(
                "PUT",
                "/connectors/x/fence",
                null,
                "X-Connect-Authorization",
                "AAAA",
                "X-Connect-Request-Signature-Algorithm",
                "HmacSHA256");

        assertThat(answer.statusCode()).isEqualTo(403);
    }
}
