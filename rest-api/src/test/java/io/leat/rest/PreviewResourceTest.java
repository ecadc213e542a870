package io.leat.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.rest.fake.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreviewResourceTest {

    private static final String PREVIEW = "/connector-plugins/FileStreamSource/preview";
    private static final String CONFIG = "{\"connector.class\":\"FileStreamSource\",\"topic\":\"lines\"}";

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
    void showsEachRecordAtEveryStage() {
        var answer = RestFixture.json(rest.send("POST", PREVIEW + "?records=2&seconds=3", CONFIG));

        assertThat(answer.get("type").asText()).isEqualTo("source");
        assertThat(answer.get("ended").asText()).isEqualTo("records in 3");
        assertThat(answer.get("records")).hasSize(2);
        var record = answer.get("records").get(0);
        assertThat(record.at("/position/offset/position").asInt()).isEqualTo(5);
        assertThat(record.get("outcome").asText()).isEqualTo("failed");
        assertThat(record.get("error").asText()).isEqualTo("transform drop failed");
        assertThat(record.get("stages").findValuesAsText("stage"))
                .containsExactly("poll", "transform drop", "converters");
        assertThat(record.at("/stages/0/records/0/value/data").asText()).isEqualTo("line");
        assertThat(record.at("/stages/1/records")).isEmpty();
    }

    @Test
    void makesBytesReadable() {
        var answer = RestFixture.json(rest.send("POST", PREVIEW + "?records=1", CONFIG));

        var written = answer.at("/records/0/stages/2/records/0");
        assertThat(written.at("/value/data/line").asInt()).isEqualTo(1);
        assertThat(written.at("/value/schema").asText()).isEqualTo("json");
        assertThat(written.at("/key/data").isNull()).isTrue();
        assertThat(written.at("/headers/origin/data").asText()).isEqualTo("line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"records=0", "records=1001", "records=many", "seconds=0", "seconds=21"})
    void refusesLimitsOutOfBounds(String query) {
        var answer = rest.send("POST", PREVIEW + "?" + query, CONFIG);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RestFixture.json(answer).get("message").asText()).contains(query.substring(0, query.indexOf('=')));
    }

    @Test
    void refusesAnotherPluginInTheBody() {
        assertThat(rest.send("POST", "/connector-plugins/Other/preview", CONFIG).statusCode())
                .isEqualTo(400);
    }

    @Test
    void startsTheConnectorForADryRun() {
        var answer = RestFixture.json(rest.send(
                "PUT", "/connector-plugins/FileStreamSource/config/validate?dryRun=true&expand=warnings", CONFIG));

        assertThat(answer.get("error_count").asInt()).isEqualTo(1);
        assertThat(answer.get("warnings").get(0).asText()).isEqualTo("dry run");
    }
}
