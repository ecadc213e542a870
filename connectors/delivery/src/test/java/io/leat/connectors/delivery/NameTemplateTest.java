package io.leat.connectors.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connect.api.fault.RecordFault;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameTemplateTest {

    private static SinkRecord record() {
        var repo = SchemaBuilder.struct().field("name", Schema.STRING_SCHEMA).build();
        var schema = SchemaBuilder.struct()
                .field("repo", repo)
                .field("size", Schema.INT32_SCHEMA)
                .field("none", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        var value = new Struct(schema)
                .put("repo", new Struct(repo).put("name", "leat"))
                .put("size", 12);
        var record = Records.with("logs", 3, 42, "k1", value);
        record.headers().addString("tenant", "first").addString("tenant", "acme");
        return record;
    }

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "${topic}-${partition}-${offset}, logs-3-42",
        "x-${timestamp:yyyy.MM.dd}, x-2026.01.01",
        "${field:repo.name}/${field:size}, leat/12",
        "${header:tenant}, acme",
        "${key}, k1",
        "${field:none|missing}, missing",
        "${header:absent|}-x, -x",
        "cost-$5, cost-$5"
    })
    void fillsPlaceholdersFromTheRecord(String template, String name) {
        assertThat(NameTemplate.parse(template).render(record())).isEqualTo(name);
    }

    @Test
    void findsFieldsInMapsToo() {
        var record = Records.with("logs", 0, 0, null, Map.of("a", Map.of("b", true), "c.d", "dotted"));

        assertThat(NameTemplate.parse("${field:a.b}-${field:c.d}").render(record))
                .isEqualTo("true-dotted");
    }

    @Test
    void takesTheTopicFromTransformsButThePlaceFromTheLog() {
        var renamed = record().newRecord("renamed", 9, null, "k", null, Map.of(), 0L);

        assertThat(NameTemplate.parse("${topic}-${partition}-${offset}").render(renamed))
                .isEqualTo("renamed-3-42");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${field:absent}", "${field:repo}", "${field:none}", "${header:absent}"})
    void namesTheRecordThatLacksAPart(String template) {
        assertThatThrownBy(() -> NameTemplate.parse(template).render(record()))
                .isInstanceOf(RecordFault.class)
                .hasMessageContaining("logs-3@42")
                .hasMessageContaining(template);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${nothing}", "${field:}", "${timestamp:bbbbbb}", "${topic", "${}", "${timestamp}"})
    void refusesATemplateThatIsWrong(String template) {
        assertThatThrownBy(() -> NameTemplate.parse(template)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsWhatItDependsOn() {
        assertThat(NameTemplate.parse("logs").isConstant()).isTrue();
        assertThat(NameTemplate.parse("logs-${topic}").isConstant()).isFalse();
        assertThat(NameTemplate.parse("logs-${topic}").variesWithinTopic()).isFalse();
        assertThat(NameTemplate.parse("logs-${timestamp:yyyy}").variesWithinTopic())
                .isTrue();
    }
}
