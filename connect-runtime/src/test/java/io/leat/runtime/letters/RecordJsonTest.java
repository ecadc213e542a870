package io.leat.runtime.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecordJsonTest {

    private static final Schema INNER = SchemaBuilder.struct()
            .name("inner")
            .version(3)
            .doc("d")
            .parameter("k", "v")
            .field("$type", Schema.STRING_SCHEMA)
            .build();
    private static final Schema ROW = SchemaBuilder.struct()
            .field("i8", Schema.INT8_SCHEMA)
            .field("f32", Schema.FLOAT32_SCHEMA)
            .field("nan", Schema.FLOAT64_SCHEMA)
            .field("price", Decimal.schema(2))
            .field("at", Timestamp.SCHEMA)
            .field("raw", Schema.OPTIONAL_BYTES_SCHEMA)
            .field("preset", SchemaBuilder.int32().optional().defaultValue(7).build())
            .field("tags", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
            .field(
                    "counts",
                    SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.INT64_SCHEMA).build())
            .field("inner", INNER)
            .build();

    static Stream<Arguments> data() {
        var row = new Struct(ROW)
                .put("i8", (byte) -3)
                .put("f32", 1.1f)
                .put("nan", Double.NaN)
                .put("price", new BigDecimal("1.50"))
                .put("at", new Date(1_700_000_000_123L))
                .put("tags", List.of("a", "b"))
                .put("counts", Map.of(1, 2L))
                .put("inner", new Struct(INNER).put("$type", "x"));
        var mixed = new HashMap<Object, Object>();
        mixed.put("text", "t");
        mixed.put("int", 5);
        mixed.put("none", null);
        mixed.put("list", Arrays.asList(1L, 2.5d, null, (short) 4));
        mixed.put("when", new Date(5));
        return Stream.of(
                Arguments.of(ROW, row),
                Arguments.of(null, mixed),
                Arguments.of(null, Map.of(1L, "by number", true, new BigDecimal("0.10"))),
                Arguments.of(null, Map.of("$type", "mine")),
                Arguments.of(null, row),
                Arguments.of(Schema.INT32_SCHEMA, "not a number at all"),
                Arguments.of(SchemaBuilder.array(Schema.INT64_SCHEMA).build(), List.of("wrong", 1L)),
                Arguments.of(Schema.OPTIONAL_STRING_SCHEMA, null),
                Arguments.of(null, Long.MIN_VALUE),
                Arguments.of(null, Float.NEGATIVE_INFINITY));
    }

    @ParameterizedTest
    @MethodSource("data")
    void givesBackTheVerySameData(Schema schema, Object value) {
        var record = new SourceRecord(Map.of("p", "a"), Map.of("n", 1L), "t", 3, schema, value, schema, value, 9L);
        record.headers().add("h", value, null);
        assertThat(RecordJson.sourceRecord(RecordJson.of(record))).isEqualTo(record);
    }

    @Test
    void givesBackBytes() {
        var value = "\u0000ä".getBytes(UTF_8);
        for (var schema : new Schema[] {null, Schema.BYTES_SCHEMA}) {
            var record = new SinkRecord("t", 1, null, null, schema, value, 7, 8L, TimestampType.LOG_APPEND_TIME);
            var back = RecordJson.sinkRecord(RecordJson.of(record));
            assertThat((byte[]) back.value()).isEqualTo(value);
            assertThat(back.kafkaOffset()).isEqualTo(7);
            assertThat(back.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
        }
    }

    @Test
    void saysThatAForeignObjectCannotBeMadeAgain() {
        var record = new SourceRecord(null, null, "t", null, Thread.currentThread());
        var json = RecordJson.of(record);
        assertThatThrownBy(() -> RecordJson.sourceRecord(json))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("java.lang.Thread");
    }
}
