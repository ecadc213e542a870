package io.leat.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.rest.fake.RestFixture;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerResourceTest {

    private static RestFixture rest;

    @BeforeAll
    static void start() {
        rest = new RestFixture();
    }

    @AfterAll
    static void stop() {
        rest.close();
    }

    @Test
    void showsSumsPositionsAndWindows() {
        var ledger = RestFixture.json(rest.get("/connectors/counted/ledger"));
        assertThat(ledger.at("/total/dead_lettered").asInt()).isEqualTo(2);
        assertThat(ledger.at("/partitions/0/next").asInt()).isEqualTo(13);
        assertThat(ledger.at("/windows/1/from").asText()).isEqualTo("1970-01-01T00:01:00Z");
        assertThat(ledger.at("/windows/0/moves/0/last/line").asInt()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({
        "from=60000, 1",
        "to=1970-01-01T00:01:00Z, 1",
        "task=1, 1",
        "task=0&task=1, 2",
        "task=7, 0",
        "window=PT2M, 2",
    })
    void showsTheWindowsThatAreAskedFor(String query, int windows) {
        assertThat(RestFixture.json(rest.get("/connectors/counted/ledger?" + query))
                        .get("windows"))
                .hasSize(windows);
    }

    @Test
    void exportsAWindowALine() {
        var answer = rest.get("/connectors/counted/ledger?format=ndjson");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(answer.body().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("{\"task\":").contains("\"in_flight\":2"));
    }

    /** Its end would be many gigabytes away. */
    @Test
    void exportsLinesAsTheyAreReadRatherThanWhole() throws Exception {
        var url = rest.uri().resolve("/connectors/endless/ledger?format=ndjson").toURL();
        try (var lines = new BufferedReader(new InputStreamReader(url.openStream(), UTF_8))) {
            for (var line = 0; line < 1_000; line++) {
                assertThat(lines.readLine()).startsWith("{\"task\":" + line + ",");
            }
        }
    }

    @Test
    void resetsOnlyWhatIsStopped() {
        var refused = rest.send("DELETE", "/connectors/counted/ledger", null);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("STOPPED");
        assertThat(rest.send("DELETE", "/connectors/none/ledger", null).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=yesterday", "window=0", "window=-PT1H", "task=x", "format=csv"})
    void refusesWhatItDoesNotUnderstandByName(String query) {
        var answer = rest.get("/connectors/counted/ledger?" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(query.substring(0, query.indexOf('=')));
    }

    @Test
    void knowsNoLedgerOfAConnectorThatNeverWas() {
        assertThat(rest.get("/connectors/none/ledger").statusCode()).isEqualTo(404);
    }
}
