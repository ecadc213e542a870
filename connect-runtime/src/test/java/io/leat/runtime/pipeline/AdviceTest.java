package io.leat.runtime.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Cast;
import org.apache.kafka.connect.transforms.ExtractField;
import org.apache.kafka.connect.transforms.MaskField;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.ValueToKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The advice on what Kafka's own converters and transforms really throw. */
class AdviceTest {

    private static final String VALUE = "s3cr3t";
    private static final Schema ORDER = SchemaBuilder.struct()
            .name("Order")
            .field("id", Schema.STRING_SCHEMA)
            .build();

    @ParameterizedTest
    @MethodSource("failures")
    void saysWhatToDoAndNamesTheField(Stage stage, String step, Throwable cause, String field, String advice) {
        var given = Advice.of(new Failure(stage, step, "x.Plugin", cause));

        assertThat(given.field().orElse("")).isEqualTo(field);
        assertThat(given.toDo()).contains(advice).doesNotContain(VALUE);
    }

    static Stream<Arguments> failures() {
        var text = new HashMap<String, Object>(Map.of("id", VALUE));
        return Stream.of(
                converter(Stage.VALUE_CONVERTER, "{\"id\":1}", "value.converter.schemas.enable=false"),
                converter(Stage.KEY_CONVERTER, "{\"id\":1}", "key.converter.schemas.enable=false"),
                converter(Stage.VALUE_CONVERTER, "not json " + VALUE, "set value.converter in the connector's"),
                transform(
                        new Cast.Value<>(),
                        Map.of("spec", "id:int32"),
                        text,
                        "",
                        "correct the settings transforms.t.*"),
                transform(new MaskField.Value<>(), Map.of("fields", "id"), VALUE, "", "a transform such as HoistField"),
                transform(new ExtractField.Value<>(), Map.of("field", "nr"), order(), "nr", "has no field nr"),
                transform(new ValueToKey<>(), Map.of("fields", "nr"), order(), "nr", "has no field nr"),
                of(
                        Stage.VALUE_CONVERTER,
                        catchThrowable(() -> new Struct(ORDER).validate()),
                        "id",
                        "requires field id"),
                of(
                        Stage.TRANSFORMATION,
                        catchThrowable(() -> new Struct(ORDER).put("id", 7)),
                        "id",
                        "The type of field id does not fit"),
                of(Stage.KAFKA_PRODUCE, new RecordTooLargeException("2000 bytes"), "", "max.message.bytes"),
                of(Stage.TASK_PUT, new ConnectException("no"), "", "The connector refused the record"),
                of(Stage.TRANSFORMATION, new IllegalStateException(), "", "transforms.t.predicate"),
                of(Stage.HEADER_CONVERTER, new IllegalStateException("no"), "", "whether header.converter"),
                of(Stage.KAFKA_CONSUME, new IllegalStateException("no"), "", "Look at the topic"));
    }

    private static Arguments of(Stage stage, Throwable cause, String field, String advice) {
        return arguments(stage, stage == Stage.TRANSFORMATION ? "transform t" : stage.words(), cause, field, advice);
    }

    private static Arguments converter(Stage stage, String json, String advice) {
        var converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", "true"), stage == Stage.KEY_CONVERTER);
        return of(stage, catchThrowable(() -> converter.toConnectData("t", json.getBytes(UTF_8))), "", advice);
    }

    private static Arguments transform(
            Transformation<SinkRecord> transform,
            Map<String, String> config,
            Object value,
            String field,
            String advice) {
        transform.configure(config);
        var record = record(value);
        return of(Stage.TRANSFORMATION, catchThrowable(() -> transform.apply(record)), field, advice);
    }

    private static Struct order() {
        return new Struct(ORDER).put("id", VALUE);
    }

    private static SinkRecord record(Object value) {
        return new SinkRecord("t", 0, null, null, value instanceof Struct struct ? struct.schema() : null, value, 0);
    }

    @Test
    void theTextNamesStepPluginAndFormOfTheValueButNotTheValue() {
        assertThat(text(record(order())))
                .isEqualTo("transform t (x.Plugin) failed on field nr of a value of class"
                        + " org.apache.kafka.connect.data.Struct with schema Order:"
                        + " java.lang.IllegalArgumentException: Unknown field: nr");
        assertThat(text(record(VALUE))).contains("of a value of class java.lang.String:");
        assertThat(new Failure(Stage.KEY_CONVERTER, "key converter", "x.C", new ConnectException("no")).text())
                .isEqualTo("key converter (x.C) failed on a key in bytes: " + new ConnectException("no"));
    }

    private static String text(ConnectRecord<?> record) {
        var cause = new IllegalArgumentException("Unknown field: nr");
        return new Failure(Stage.TRANSFORMATION, "transform t", "x.Plugin", cause, new Held(record, "t")).text();
    }

    @Test
    void aChainOfCausesWithoutEndIsReadInPart() {
        var outer = new IllegalStateException("outer");
        var inner = new IllegalStateException("inner", outer);
        outer.initCause(inner);

        assertThat(Advice.of(new Failure(Stage.TASK_PUT, "delivering", "x.Sink", outer))
                        .field())
                .isEmpty();
    }
}
