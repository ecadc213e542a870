package io.leat.connectors.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.leat.connect.api.fault.RecordFault;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

    private static final Date MOMENT = new Date(1_767_225_600_500L);

    private final JsonWriter writer = new JsonWriter(JsonFormat.DEFAULT);

    private static String text(JsonWriter writer, Schema schema, Object value) {
        return new String(writer.write(schema, value), StandardCharsets.UTF_8);
    }

    @Test
    void writesAStructWithoutItsSchema() {
        var inner = SchemaBuilder.struct().field("ok", Schema.BOOLEAN_SCHEMA).build();
        var schema = SchemaBuilder.struct()
                .field("name", Schema.STRING_SCHEMA)
                .field("count", Schema.INT64_SCHEMA)
                .field("ratio", Schema.FLOAT64_SCHEMA)
                .field("none", Schema.OPTIONAL_STRING_SCHEMA)
                .field("inner", inner)
                .field("tags", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
                .field("raw", Schema.BYTES_SCHEMA)
                .build();
        var value = new Struct(schema)
                .put("name", "a\"b\u00e9")
                .put("count", 1L << 53)
                .put("ratio", 0.5)
                .put("inner", new Struct(inner).put("ok", true))
                .put("tags", List.of("x", "y"))
                .put("raw", ByteBuffer.wrap(new byte[] {1, 2, 3}));

        assertThat(text(writer, schema, value))
                .isEqualTo("{\"name\":\"a\\\"b\u00e9\",\"count\":9007199254740992,\"ratio\":0.5,\"none\":null,"
                        + "\"inner\":{\"ok\":true},\"tags\":[\"x\",\"y\"],\"raw\":\"AQID\"}");
    }

    @Test
    void writesTimesAsIsoText() {
        assertThat(text(writer, Timestamp.SCHEMA, MOMENT)).isEqualTo("\"2026-01-01T00:00:00.500Z\"");
        assertThat(text(writer, org.apache.kafka.connect.data.Date.SCHEMA, new Date(1_767_225_600_000L)))
                .isEqualTo("\"2026-01-01\"");
        assertThat(text(writer, Time.SCHEMA, new Date(3_723_004L))).isEqualTo("\"01:02:03.004\"");
        assertThat(text(writer, null, MOMENT)).isEqualTo("\"2026-01-01T00:00:00.500Z\"");
    }

    @Test
    void writesTimesAsNumbersWhereChosen() {
        var epoch = new JsonWriter(new JsonFormat(JsonFormat.Decimals.NUMERIC, JsonFormat.Times.EPOCH));

        assertThat(text(epoch, Timestamp.SCHEMA, MOMENT)).isEqualTo("1767225600500");
        assertThat(text(epoch, org.apache.kafka.connect.data.Date.SCHEMA, new Date(1_767_225_600_000L)))
                .isEqualTo("20454");
        assertThat(text(epoch, Time.SCHEMA, new Date(3_723_004L))).isEqualTo("3723004");
    }

    @Test
    void writesDecimalsInTheFormThatWasChosen() {
        var schema = Decimal.schema(2);
        var decimal = new BigDecimal("12345678901234567890.10");

        assertThat(text(writer, schema, decimal)).isEqualTo("12345678901234567890.10");
        assertThat(text(
                        new JsonWriter(new JsonFormat(JsonFormat.Decimals.STRING, JsonFormat.Times.ISO)),
                        schema,
                        decimal))
                .isEqualTo("\"12345678901234567890.10\"");
        assertThat(text(
                        new JsonWriter(new JsonFormat(JsonFormat.Decimals.BASE64, JsonFormat.Times.ISO)),
                        schema,
                        new BigDecimal("2.56")))
                .isEqualTo("\"AQA=\"");
    }

    @Test
    void writesMapsWithKeysThatAreNoTexts() {
        assertThat(text(writer, null, Map.of(1, true))).isEqualTo("{\"1\":true}");
    }

    @Test
    void refusesWhatHasNoFormInJson() {
        assertThatThrownBy(() -> writer.write(null, Map.of(List.of(), 1))).isInstanceOf(RecordFault.class);
        assertThatThrownBy(() -> writer.write(null, new Object())).isInstanceOf(RecordFault.class);
    }

    @Test
    void writesNumbersThatJsonLacksAsText() {
        assertThat(text(writer, null, Double.NaN)).isEqualTo("\"NaN\"");
        assertThat(text(writer, null, Float.NEGATIVE_INFINITY)).isEqualTo("\"-Infinity\"");
    }

    @Test
    void isReadBackAsTheSameByAnotherLibrary() throws Exception {
        var random = new Random(3);
        for (var i = 0; i < 300; i++) {
            var value = randomValue(random, 4);

            assertThat(new ObjectMapper().readValue(writer.write(null, value), Object.class))
                    .isEqualTo(value);
        }
    }

    private static Object randomValue(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextDouble();
            case 2 ->
                new String(new char[] {(char) random.nextInt(0xD800), '\n', '"', '\\', (char) random.nextInt(32)});
            case 3 -> random.nextBoolean();
            case 4 ->
                random.ints(random.nextInt(5))
                        .mapToObj(n -> randomValue(random, depth - 1))
                        .toList();
            default -> {
                var map = new LinkedHashMap<String, Object>();
                for (var i = random.nextInt(5); i > 0; i--) {
                    map.put("field " + i, randomValue(random, depth - 1));
                }
                yield map;
            }
        };
    }
}
