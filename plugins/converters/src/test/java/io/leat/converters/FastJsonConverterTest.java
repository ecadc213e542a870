package io.leat.converters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastJsonConverterTest {

    private static final Schema LINE =
            SchemaBuilder.struct().field("price", Schema.FLOAT64_SCHEMA).build();
    private static final Schema ORDER = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("lines", SchemaBuilder.array(LINE).build())
            .build();

    @Test
    void takesTheSettingsOfKafkasConverterWithTheirDefaults() {
        var ours = described(new FastJsonConverter().config());
        assertThat(ours).isEqualTo(described(new JsonConverter().config()));
        assertThat(new FastJsonConverter().version()).isEqualTo(new JsonConverter().version());
    }

    /** All but the documentation, which is worded differently. */
    private static Map<String, List<Object>> described(ConfigDef definition) {
        var keys = new HashMap<String, List<Object>>();
        definition.configKeys().forEach((name, key) -> {
            var parts = new ArrayList<Object>(
                    List.of(key.type, key.importance, key.orderInGroup, key.width, key.displayName, key.dependents));
            parts.add(key.group);
            parts.add(String.valueOf(key.defaultValue));
            parts.add(String.valueOf(key.validator));
            keys.put(name, parts);
        });
        return keys;
    }

    @Test
    void refusesSettingsThatKafkasConverterRefuses() {
        for (var settings : List.of(
                Map.of("decimal.format", "HEX"),
                Map.of("schemas.enable", "perhaps"),
                Map.of("schemas.cache.size", "many"),
                Map.of("converter.type", "none"))) {
            assertThatThrownBy(() -> new FastJsonConverter().configure(settings))
                    .isInstanceOf(ConfigException.class);
            assertThatThrownBy(() -> new JsonConverter().configure(settings)).isInstanceOf(ConfigException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":", "5", "{}", "{\"type\":\"int3\"}"})
    void refusesASchemaContentThatIsNoSchema(String content) {
        var settings = Map.of("schema.content", content);
        assertThatThrownBy(() -> new FastJsonConverter().configure(settings, false))
                .isInstanceOf(DataException.class);
        assertThatThrownBy(() -> new JsonConverter().configure(settings, false)).isInstanceOf(DataException.class);
    }

    @Test
    void isFoundThroughItsServiceFiles() {
        assertThat(ServiceLoader.load(Converter.class)).hasAtLeastOneElementOfType(FastJsonConverter.class);
        assertThat(ServiceLoader.load(HeaderConverter.class)).hasAtLeastOneElementOfType(FastJsonConverter.class);
    }

    @Test
    void saysThatItMustBeConfiguredFirst() {
        assertThatThrownBy(() -> new FastJsonConverter().toConnectData("topic", new byte[0]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("configure()");
    }

    @Test
    void namesTheFieldThatMayNotBeNullWhenWriting() {
        var order = new Struct(ORDER).put("id", 1L);
        assertThatThrownBy(() -> converter("false").fromConnectData("topic", ORDER, order))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("record.lines")
                .hasMessageContaining("ARRAY");
    }

    @Test
    void namesTheFieldThatIsMissingWhenReading() {
        var converter = converter("true");
        var order = new Struct(ORDER).put("id", 1L).put("lines", List.of(new Struct(LINE).put("price", 9.5)));
        var document = new String(converter.fromConnectData("topic", ORDER, order), UTF_8).replace("\"price\":9.5", "");
        assertThatThrownBy(() -> converter.toConnectData("topic", document.getBytes(UTF_8)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("payload.lines[].price");
    }

    @Test
    void saysWhereADocumentIsBroken() {
        assertThatThrownBy(() -> converter("false").toConnectData("topic", "{\"a\":\n tru}".getBytes(UTF_8)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 2, column 2");
    }

    @Test
    void answersAStructureThatContainsItself() {
        var list = new ArrayList<Object>();
        list.add(list);
        assertThatThrownBy(() -> converter("false").fromConnectData("topic", null, list))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("contain itself");
    }

    @Test
    void answersNestingThatTheStackHasNoRoomFor() throws Exception {
        var document = "[".repeat(999) + "]".repeat(999);
        var value = converter("false")
                .toConnectData("topic", document.getBytes(UTF_8))
                .value();
        var thrown = new LinkedBlockingQueue<Throwable>();
        var thread = new Thread(
                null,
                () -> {
                    thrown.add(
                            catchThrowable(() -> converter("false").toConnectData("topic", document.getBytes(UTF_8))));
                    thrown.add(catchThrowable(() -> converter("false").fromConnectData("topic", null, value)));
                },
                "small stack",
                150 << 10);
        thread.start();
        thread.join();
        assertThat(thrown)
                .hasSize(2)
                .allSatisfy(each ->
                        assertThat(each).isInstanceOf(DataException.class).hasMessageContaining("-Xss"));
    }

    @Test
    void writesWholeRecordsAfterOneThatFailed() {
        var converter = converter("false");
        assertThatThrownBy(() -> converter.fromConnectData("topic", ORDER, new Struct(ORDER).put("id", 1L)))
                .isInstanceOf(DataException.class);
        assertThat(converter.fromConnectData("topic", null, List.of(1)))
                .asString(UTF_8)
                .isEqualTo("[1]");
    }

    @Test
    void servesSeveralThreadsAtOnce() throws Exception {
        var pair = Pair.of(Map.of());
        var pool = Executors.newFixedThreadPool(4);
        try {
            var work = new ArrayList<Callable<Void>>();
            for (int thread = 0; thread < 4; thread++) {
                int seed = thread % 2;
                work.add(() -> {
                    var data = new RandomData(seed);
                    for (int i = 0; i < 500; i++) {
                        var schema = data.schema(2);
                        var value = data.value(schema);
                        pair.writeTheSame(schema, value);
                        pair.readTheSame(pair.kafkas().fromConnectData("topic", schema, value));
                    }
                    return null;
                });
            }
            for (var done : pool.invokeAll(work)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static FastJsonConverter converter(String schemas) {
        var converter = new FastJsonConverter();
        converter.configure(Map.of("schemas.enable", schemas), false);
        return converter;
    }
}
