package io.leat.connectors.elasticsearch;

import static io.leat.connectors.elasticsearch.SinkHarness.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connect.api.fault.RecordFault;
import io.leat.connectors.delivery.JsonFormat;
import io.leat.connectors.delivery.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentSourceTest {

    private static final String TIME = "\"@timestamp\":\"2023-11-14T22:13:20Z\"";

    @Test
    void writesAStructAsAnObject() {
        var schema = SchemaBuilder.struct()
                .field("name", Schema.STRING_SCHEMA)
                .field("n", Schema.INT64_SCHEMA)
                .build();
        var value = new Struct(schema).put("name", "x").put("n", 7L);

        assertThat(written(value, "", List.of())).isEqualTo("{\"name\":\"x\",\"n\":7}");
    }

    @Test
    void takesJsonTextOverAsItIs() {
        assertThat(written("{\"n\": 1.00, \"n\": 2}", "", List.of())).isEqualTo("{\"n\": 1.00, \"n\": 2}");
    }

    @Test
    void putsJsonTextOnOneLine() {
        assertThat(written(" \n{\r\n\"a\":\n1}\n", "", List.of())).isEqualTo("{  \"a\": 1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01 INFO started",
                "{not json",
                "{\"a\":1} trailing",
                "{\"a\":1}{\"b\":2}",
                "[1,2]",
                "42",
                "\"text\"",
                "",
                "line\nbreak \"quoted\" \u0000 ü"
            })
    void makesAFieldOfOtherText(String text) {
        assertThat(written(text, "", List.of()))
                .startsWith("{\"message\":\"")
                .endsWith("\"}")
                .doesNotContain("\n");
    }

    @Test
    void takesBytesAsText() {
        assertThat(written("{\"a\":1}".getBytes(StandardCharsets.UTF_8), "", List.of()))
                .isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"a\":1}; {TIME,\"a\":1}",
                "{}; {TIME}",
                "{ }; {TIME}",
                "{\"@timestamp\":5}; {\"@timestamp\":5}",
                "{\"b\":{\"@timestamp\":5}}; {TIME,\"b\":{\"@timestamp\":5}}"
            })
    void addsTheTimeToJsonTextThatLacksIt(String text, String expected) {
        assertThat(written(text, "@timestamp", List.of())).isEqualTo(expected.replace("TIME", TIME));
    }

    @Test
    void addsTheTimeToStructuresThatLackIt() {
        assertThat(written(Map.of("a", 1), "@timestamp", List.of())).isEqualTo("{" + TIME + ",\"a\":1}");
        assertThat(written(Map.of(), "@timestamp", List.of())).isEqualTo("{" + TIME + "}");
        assertThat(written(Map.of("@timestamp", 5), "@timestamp", List.of())).isEqualTo("{\"@timestamp\":5}");
    }

    @Test
    void takesTheTimeFromTheFirstFieldThatIsThere() {
        assertThat(written(Map.of("at", 5), "@timestamp", List.of("when", "at")))
                .isEqualTo("{\"@timestamp\":5,\"at\":5}");
    }

    @Test
    void addsTheTimeToALine() {
        assertThat(written("line", "@timestamp", List.of())).isEqualTo("{" + TIME + ",\"message\":\"line\"}");
    }

    @Test
    void refusesWhatIsNoDocument() {
        assertThatThrownBy(() -> written(List.of(1), "", List.of()))
                .isInstanceOf(RecordFault.class)
                .hasMessageContaining("t-0@3");
        assertThatThrownBy(() -> written(42, "", List.of())).isInstanceOf(RecordFault.class);
    }

    private static String written(Object value, String timeField, List<String> timeSources) {
        var lines = new LineBuffer(16);
        new DocumentSource(new JsonWriter(JsonFormat.DEFAULT), "message", timeField, timeSources)
                .write(record("t", 3, 1_700_000_000_000L, null, value), lines);
        var bytes = new byte[lines.size()];
        lines.slice(0, lines.size()).get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
