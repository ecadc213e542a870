package io.leat.converters;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written equals, byte for byte, what Kafka's converter writes; what it refuses is refused. */
class SameBytesTest {

    private static final Schema OPTIONAL_WITH_DEFAULT =
            SchemaBuilder.string().optional().defaultValue("dflt").build();

    static List<Pair> pairs() {
        return Pair.all();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofRandomValuesOfRandomSchemas(Pair pair) {
        var data = new RandomData(1);
        for (int i = 0; i < 1000; i++) {
            var schema = data.schema(3);
            for (int n = 0; n < 3; n++) {
                pair.writeTheSame(schema, data.value(schema));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofRandomValuesWithoutSchema(Pair pair) {
        var data = new RandomData(2);
        for (int i = 0; i < 3000; i++) {
            pair.writeTheSame(null, data.schemaless(4));
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofValuesThatBelongToAnotherSchema(Pair pair) {
        var data = new RandomData(3);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            var schema = data.schema(2);
            var value = data.value(data.schema(2));
            pair.writeTheSame(schema, value);
            refused += Outcome.of(() -> pair.ours().fromConnectData("topic", schema, value))
                            .failed()
                    ? 1
                    : 0;
        }
        assertThat(refused).isGreaterThan(500);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofNulls(Pair pair) {
        pair.writeTheSame(null, null);
        pair.writeTheSame(Schema.OPTIONAL_INT32_SCHEMA, null);
        pair.writeTheSame(Schema.INT32_SCHEMA, null);
        pair.writeTheSame(OPTIONAL_WITH_DEFAULT, null);
        pair.writeTheSame(SchemaBuilder.int8().defaultValue((byte) 7).build(), null);
        pair.writeTheSame(SchemaBuilder.array(Schema.STRING_SCHEMA).build(), Collections.singletonList(null));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofFieldsThatWereNeverSet(Pair pair) {
        var schema = SchemaBuilder.struct()
                .field("a", OPTIONAL_WITH_DEFAULT)
                .field("b", SchemaBuilder.int64().defaultValue(5L).build())
                .field("c", Schema.OPTIONAL_BYTES_SCHEMA)
                .build();
        pair.writeTheSame(schema, new Struct(schema));
        var required = SchemaBuilder.struct().field("a", Schema.STRING_SCHEMA).build();
        pair.writeTheSame(required, new Struct(required));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofMapsWithOddKeys(Pair pair) {
        var optionalKeys = SchemaBuilder.map(Schema.OPTIONAL_STRING_SCHEMA, Schema.INT32_SCHEMA)
                .build();
        var twice = new LinkedHashMap<String, Integer>();
        twice.put(null, 1);
        twice.put("a", 2);
        twice.put("null", 3);
        pair.writeTheSame(optionalKeys, twice);
        pair.writeTheSame(
                SchemaBuilder.map(OPTIONAL_WITH_DEFAULT, Schema.INT32_SCHEMA).build(), twice);
        pair.writeTheSame(null, twice);
        var stringBuilders = new LinkedHashMap<CharSequence, Integer>();
        stringBuilders.put(new StringBuilder("a\"\n"), 1);
        stringBuilders.put(new StringBuilder("a\"\n"), 2);
        pair.writeTheSame(optionalKeys, stringBuilders);
        pair.writeTheSame(optionalKeys, Map.of(1, 1));
        var decimalName = SchemaBuilder.string().name(Decimal.LOGICAL_NAME).build();
        pair.writeTheSame(
                SchemaBuilder.map(decimalName, Schema.INT32_SCHEMA).build(), Map.of(new BigDecimal("1.50"), 1));
        pair.writeTheSame(
                SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.INT32_SCHEMA).build(), Map.of(1, 2));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofLogicalTypesOutOfTheirRange(Pair pair) {
        pair.writeTheSame(Decimal.schema(2), new BigDecimal("1.234"));
        pair.writeTheSame(Decimal.schema(-3), new BigDecimal("12E+3"));
        pair.writeTheSame(Decimal.schema(2), 1.23);
        pair.writeTheSame(Time.SCHEMA, new Date(-1));
        pair.writeTheSame(org.apache.kafka.connect.data.Date.SCHEMA, new Date(1));
        pair.writeTheSame(org.apache.kafka.connect.data.Date.SCHEMA, 5);
        pair.writeTheSame(SchemaBuilder.bytes().name(Decimal.LOGICAL_NAME).build(), new BigDecimal("1.5"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofClassesOutsideTheDataModel(Pair pair) {
        var struct =
                new Struct(SchemaBuilder.struct().field("a", Schema.INT8_SCHEMA).build()).put("a", (byte) 1);
        for (var value : List.of(new Date(), BigDecimal.ONE, Set.of(1), new StringBuilder("x"), 'c', struct)) {
            pair.writeTheSame(null, value);
            pair.writeTheSame(null, List.of(value));
        }
        pair.writeTheSame(SchemaBuilder.array(Schema.INT32_SCHEMA).build(), Set.of(1));
        pair.writeTheSame(Schema.BYTES_SCHEMA, ByteBuffer.wrap(new byte[] {1, 2, 3}, 1, 1));
        pair.writeTheSame(Schema.BYTES_SCHEMA, ByteBuffer.wrap(new byte[3]).asReadOnlyBuffer());
        pair.writeTheSame(Schema.BYTES_SCHEMA, ByteBuffer.allocateDirect(3));
        pair.writeTheSame(Schema.STRING_SCHEMA, new StringBuilder("x"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofNestingUpToTheLimitAndBeyond(Pair pair) {
        Object nested = "x";
        for (int depth = 1; depth <= 1002; depth++) {
            nested = depth % 2 == 0 ? List.of(nested) : Map.of("a", nested);
            if (depth > 997) {
                pair.writeTheSame(null, nested);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofSchemasThatAreStillBuilders(Pair pair) {
        var builder = SchemaBuilder.struct().field("a", SchemaBuilder.int32());
        pair.writeTheSame(builder, new Struct(builder).put("a", 1));
        pair.writeTheSame(builder.build(), new Struct(builder).put("a", 1));
        var named = SchemaBuilder.int32();
        pair.writeTheSame(named, 5);
        pair.writeTheSame(named, "five");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofRecordsWhoseEqualSchemasAreMadeAnew(Pair pair) {
        for (int i = 0; i < 5; i++) {
            var schema = SchemaBuilder.struct()
                    .name("n")
                    .field("a", Schema.INT32_SCHEMA)
                    .build();
            pair.writeTheSame(schema, new Struct(schema).put("a", i));
        }
    }

    @Test
    void ofHeaders() {
        var pair = Pair.of(Map.of("converter.type", "header"));
        var data = new RandomData(4);
        for (int i = 0; i < 200; i++) {
            var schema = data.schema(1);
            var value = data.value(schema);
            assertThat(pair.ours().fromConnectHeader("topic", "header", schema, value))
                    .isEqualTo(pair.kafkas().fromConnectHeader("topic", "header", schema, value));
        }
    }

    @Test
    void ofALongRecordAndTheShortOneAfterIt() {
        var pair = Pair.of(Map.of("schemas.enable", "false"));
        var large = new HashMap<String, Object>();
        for (int i = 0; i < 40_000; i++) {
            large.put("key" + i, new ArrayList<>(List.of(i, "värde")));
        }
        pair.writeTheSame(null, large);
        pair.writeTheSame(null, "short");
    }
}
