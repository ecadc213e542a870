package io.leat.converters;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
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

/** Schemas, values that fit them and values without schema, edge cases included; the same ones for the same seed. */
final class RandomData {

    private static final long DAY = 86_400_000L;
    private static final Schema.Type[] TYPES = Schema.Type.values();
    private static final String[] TEXTS = {
        "",
        "plain",
        "\"quoted\\\"",
        "line\nbreak\ttab",
        "\u0000\u001f\u007f",
        "Grüße, 世界",
        "😀 end",
        "lone \uD83D",
        "\uDE00x",
        "\u2028\uFFFF\u0080\u07FF\u0800",
        "null",
        "a/b",
        "x".repeat(3000),
        "y".repeat(2990) + "😀é\n"
    };
    private static final double[] DOUBLES = {
        0,
        -0.0,
        1,
        -1,
        0.1,
        1e-3,
        9.99e-4,
        1e7,
        9999999.5,
        1e23,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        123456.78,
        4.35,
        2.675
    };
    private static final long[] LONGS = {
        0,
        -1,
        9,
        10,
        99,
        100,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 31,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        999_999_999_999_999_999L,
        1_000_000_000_000_000_000L
    };

    private final Random random;

    RandomData(long seed) {
        random = new Random(seed);
    }

    Random random() {
        return random;
    }

    Schema schema(int depth) {
        return random.nextInt(5) == 0 ? logical() : described(builder(depth)).build();
    }

    private SchemaBuilder builder(int depth) {
        var type = TYPES[random.nextInt(depth > 0 ? TYPES.length : 9)];
        return switch (type) {
            case ARRAY -> SchemaBuilder.array(schema(depth - 1));
            case MAP -> SchemaBuilder.map(random.nextBoolean() ? key() : schema(depth - 1), schema(depth - 1));
            case STRUCT -> struct(depth);
            default -> SchemaBuilder.type(type);
        };
    }

    private Schema key() {
        return random.nextBoolean() ? Schema.STRING_SCHEMA : Schema.OPTIONAL_STRING_SCHEMA;
    }

    private SchemaBuilder struct(int depth) {
        var struct = SchemaBuilder.struct();
        for (int i = random.nextInt(6); i > 0; i--) {
            struct.field(i + text(), schema(depth - 1));
        }
        return struct;
    }

    private Schema logical() {
        var builder = switch (random.nextInt(4)) {
            case 0 -> Decimal.builder(random.nextInt(6) - 1);
            case 1 -> org.apache.kafka.connect.data.Date.builder();
            case 2 -> Time.builder();
            default -> Timestamp.builder();
        };
        if (random.nextBoolean()) {
            builder.optional();
        }
        if (random.nextInt(4) == 0) {
            builder.defaultValue(present(builder.build()));
        }
        return builder.build();
    }

    private SchemaBuilder described(SchemaBuilder builder) {
        if (random.nextInt(4) == 0) {
            builder.name("io.leat." + text());
        }
        if (random.nextInt(4) == 0) {
            builder.version(random.nextInt());
        }
        if (random.nextInt(4) == 0) {
            builder.doc(text());
        }
        for (int i = random.nextInt(8) - 5; i > 0; i--) {
            builder.parameter("p" + i + text(), text());
        }
        if (random.nextInt(3) == 0) {
            builder.optional();
        }
        if (random.nextInt(4) == 0 && builder.type() != Schema.Type.STRUCT) {
            builder.defaultValue(present(builder.build()));
        }
        return builder;
    }

    /** A value that fits the schema: null now and then where it may be. */
    Object value(Schema schema) {
        return schema.isOptional() && random.nextInt(3) == 0 ? null : present(schema);
    }

    private Object present(Schema schema) {
        var logical = schema.name() == null ? null : logicalValue(schema);
        return logical == null ? plain(schema) : logical;
    }

    private Object logicalValue(Schema schema) {
        return switch (schema.name()) {
            case Decimal.LOGICAL_NAME ->
                new BigDecimal(
                        new BigInteger(random.nextInt(200), random).multiply(BigInteger.valueOf(random.nextInt(3) - 1)),
                        Integer.parseInt(schema.parameters().get(Decimal.SCALE_FIELD)));
            case org.apache.kafka.connect.data.Date.LOGICAL_NAME -> new Date(DAY * (random.nextInt(100_000) - 50_000));
            case Time.LOGICAL_NAME -> new Date(random.nextInt((int) DAY));
            case Timestamp.LOGICAL_NAME -> new Date(random.nextLong() >> random.nextInt(60));
            default -> null;
        };
    }

    private Object plain(Schema schema) {
        return switch (schema.type()) {
            case INT8 -> (byte) random.nextInt();
            case INT16 -> (short) random.nextInt();
            case INT32 -> (int) longNumber();
            case INT64 -> longNumber();
            case FLOAT32 -> floatNumber();
            case FLOAT64 -> doubleNumber();
            case BOOLEAN -> random.nextBoolean();
            case STRING -> text();
            case BYTES -> random.nextBoolean() ? bytes() : ByteBuffer.wrap(bytes());
            case ARRAY -> list(schema);
            case MAP -> map(schema);
            case STRUCT -> struct(schema);
        };
    }

    private List<Object> list(Schema schema) {
        var list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(schema.valueSchema()));
        }
        return list;
    }

    private Map<Object, Object> map(Schema schema) {
        var map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(value(schema.keySchema()), value(schema.valueSchema()));
        }
        return map;
    }

    private Struct struct(Schema schema) {
        var struct = new Struct(schema);
        for (var field : schema.fields()) {
            if (field.schema().defaultValue() == null || random.nextInt(3) > 0) {
                struct.put(field, value(field.schema()));
            }
        }
        return struct;
    }

    /** A value of the classes that Connect takes without a schema. */
    Object schemaless(int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 10)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> (byte) random.nextInt();
            case 3 -> (short) random.nextInt();
            case 4 -> (int) longNumber();
            case 5 -> longNumber();
            case 6 -> floatNumber();
            case 7 -> doubleNumber();
            case 8 -> text();
            case 9 -> random.nextBoolean() ? bytes() : ByteBuffer.wrap(bytes());
            case 10 -> schemalessList(depth);
            default -> schemalessMap(depth);
        };
    }

    private List<Object> schemalessList(int depth) {
        var list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(schemaless(depth - 1));
        }
        return list;
    }

    private Map<Object, Object> schemalessMap(int depth) {
        boolean mixed = random.nextInt(4) == 0;
        var map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put(mixed ? schemaless(0) : text(), schemaless(depth - 1));
        }
        return map;
    }

    String text() {
        if (random.nextBoolean()) {
            return TEXTS[random.nextInt(TEXTS.length)];
        }
        return random.ints(random.nextInt(20), 0, random.nextBoolean() ? 128 : 0x10000)
                .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                .toString();
    }

    private byte[] bytes() {
        var bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }

    private long longNumber() {
        return random.nextBoolean() ? LONGS[random.nextInt(LONGS.length)] : random.nextLong() >> random.nextInt(64);
    }

    private double doubleNumber() {
        return switch (random.nextInt(4)) {
            case 0 -> DOUBLES[random.nextInt(DOUBLES.length)];
            case 1 -> Double.longBitsToDouble(random.nextLong());
            case 2 -> random.nextInt(1_000_000_000) / 100.0;
            default -> random.nextGaussian();
        };
    }

    private float floatNumber() {
        return random.nextBoolean() ? (float) doubleNumber() : Float.intBitsToFloat(random.nextInt());
    }
}
