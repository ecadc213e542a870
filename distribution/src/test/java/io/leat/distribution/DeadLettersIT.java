package io.leat.distribution;

import static io.leat.distribution.ScriptedLeat.await;
import static io.leat.distribution.ScriptedLeat.markAndCheck;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters of the packaged server, worked on over REST. */
class DeadLettersIT {

    @TempDir
    private Path folder;

    private ScriptedLeat leat;

    @BeforeEach
    void start() {
        leat = new ScriptedLeat(folder);
    }

    @AfterEach
    void stop() {
        leat.close();
    }

    @Test
    void ofASinkAreInspectedCorrectedReplayedAndDroppedAndStaySoAfterARestart() {
        leat.source("in", Map.of());
        leat.sink("out", "in", markAndCheck("out-dead"));
        leat.write("in", "a", "bad 1", "bad 2", "bad 3", "b");
        await().untilAsserted(() -> assertThat(leat.letters("out", "open")).isEqualTo(3));
        assertThat(leat.recorded("out")).containsExactly("a+", "b+");

        assertThat(letter("out", "out-dead-0-0").path("value").asText()).isEqualTo("bad 1");
        assertThat(letter("out", "out-dead-0-0").at("/letter/position/offset").asLong())
                .isEqualTo(1);
        correct("out", "out-dead-0-0", "good 1");
        replay("out", "out-dead-0-0", "start");
        awaitState("out", "out-dead-0-0", "replayed");
        assertThat(leat.recorded("out")).containsExactly("a+", "b+", "good 1+");

        change("out", Map.of("transforms.check.forbidden", "2"));
        replay("out", "out-dead-0-2", "stage");
        awaitState("out", "out-dead-0-2", "replayed");
        assertThat(leat.recorded("out")).as("transformed once").endsWith("bad 3+");

        inVain("out", "out-dead-0-1", "stage");
        var dropped = leat.rest().delete("/connectors/out/dead-letters/out-dead-0-1?reason=a+test");
        assertThat(dropped.status()).as(dropped.body().toString()).isEqualTo(200);

        addsUp("out");
        leat.restart();
        addsUp("out");
        assertThat(leat.letters("out", "replayed")).isEqualTo(2);
        assertThat(letter("out", "out-dead-0-1").at("/letter/state").asText()).isEqualTo("dropped");
        assertThat(letter("out", "out-dead-0-1").at("/decided/reason").asText()).isEqualTo("a test");
        assertThat(leat.recorded("out")).hasSize(4);
    }

    @Test
    void ofASourceAreInspectedCorrectedReplayedAndDroppedAndStaySoAfterARestart() {
        leat.source("in", markAndCheck("in-dead"));
        leat.write("in", "a", "bad 1", "bad 2", "bad 3", "b");
        await().untilAsserted(() -> assertThat(leat.letters("in", "open")).isEqualTo(3));

        var inspected = letter("in", "in-dead-0-0");
        assertThat(inspected.at("/letter/cause/step").asText()).isEqualTo("transform check");
        assertThat(inspected.at("/record/value").toString()).contains("bad 1+");
        assertThat(inspected.at("/polled/value").toString()).contains("\"bad 1\"");
        correct("in", "in-dead-0-0", "good 1+");
        replay("in", "in-dead-0-0", "stage");
        awaitState("in", "in-dead-0-0", "replayed");
        assertThat(leat.values("in")).containsExactly("a+", "b+", "good 1+");

        change("in", Map.of("transforms.check.forbidden", "2", "transforms.mark.suffix", "-"));
        replay("in", "in-dead-0-2", "start");
        awaitState("in", "in-dead-0-2", "replayed");
        assertThat(leat.values("in")).as("transformed from the start").endsWith("bad 3-");

        inVain("in", "in-dead-0-1", "start");
        var dropped = leat.rest()
                .post("/connectors/in/dead-letters/drop", "{\"ids\":[\"in-dead-0-1\"],\"reason\":\"not needed\"}");
        assertThat(dropped.status()).as(dropped.body().toString()).isEqualTo(200);

        addsUp("in");
        leat.restart();
        addsUp("in");
        assertThat(leat.letters("in", "replayed")).isEqualTo(2);
        assertThat(letter("in", "in-dead-0-1").at("/letter/state").asText()).isEqualTo("dropped");
        assertThat(leat.values("in")).hasSize(4);
    }

    @Test
    void reportedByTheConnectorWaitWhileItIsPaused() {
        leat.source("in", Map.of());
        var config = new HashMap<>(markAndCheck("out-dead"));
        config.put("refuse", "no");
        leat.sink("out", "in", config);
        leat.write("in", "no", "yes");
        await().untilAsserted(() -> assertThat(leat.letters("out", "open")).isEqualTo(1));
        leat.rest().put("/connectors/out/pause", "");
        await().until(() ->
                leat.get("/connectors/out/status").at("/tasks/0/state").asText().equals("PAUSED"));

        change("out", Map.of("refuse", "nothing"));
        replay("out", "out-dead-0-0", "stage");
        assertThat(state("out", "out-dead-0-0")).isEqualTo("replaying");
        leat.rest().put("/connectors/out/resume", "");

        awaitState("out", "out-dead-0-0", "replayed");
        assertThat(leat.recorded("out")).containsExactly("yes+", "no+");
    }

    /** Five records and five replays, of which two were delivered and three came back. */
    private void addsUp(String connector) {
        await().untilAsserted(() -> assertThat(leat.get("/connectors/" + connector + "/ledger")
                        .path("total")
                        .toString())
                .isEqualTo("{\"read\":10,\"replayed\":5,\"split\":0,\"delivered\":4,\"filtered\":0,"
                        + "\"dead_lettered\":6,\"skipped\":0,\"failed\":0,\"in_flight\":0,\"imbalance\":0}"));
    }

    /** Three replays fail; then nothing but an edit, or its end, is taken for it. */
    private void inVain(String connector, String id, String from) {
        for (var replays = 1; replays <= 3; replays++) {
            replay(connector, id, from);
            var expected = replays;
            await().until(() -> letter(connector, id).at("/letter/replays").asInt() == expected
                    && state(connector, id).equals("open"));
        }
        var refused = leat.rest().post("/connectors/" + connector + "/dead-letters/replay", request(id, from));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().toString()).contains("errors.replay.max");
        var again = leat.rest().post("/connectors/" + connector + "/dead-letters/replay", "{\"all\":true}");
        assertThat(again.body().path("count").asInt()).isZero();
    }

    private JsonNode letter(String connector, String id) {
        return leat.get("/connectors/" + connector + "/dead-letters/" + id);
    }

    private String state(String connector, String id) {
        return letter(connector, id).at("/letter/state").asText();
    }

    private void awaitState(String connector, String id, String state) {
        await().untilAsserted(() -> assertThat(state(connector, id)).isEqualTo(state));
    }

    private void correct(String connector, String id, String value) {
        var answer =
                leat.rest().patch("/connectors/" + connector + "/dead-letters/" + id, "{\"value\":\"" + value + "\"}");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    private void replay(String connector, String id, String from) {
        var answer = leat.rest().post("/connectors/" + connector + "/dead-letters/replay", request(id, from));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().path("count").asInt()).isEqualTo(1);
    }

    private static String request(String id, String from) {
        return "{\"ids\":[\"" + id + "\"],\"from\":\"" + from + "\"}";
    }

    private void change(String connector, Map<String, String> settings) {
        var fields = settings.entrySet().stream()
                .map(each -> "\"" + each.getKey() + "\":\"" + each.getValue() + "\"")
                .toList();
        var answer = leat.rest().patch("/connectors/" + connector + "/config", "{" + String.join(",", fields) + "}");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }
}
