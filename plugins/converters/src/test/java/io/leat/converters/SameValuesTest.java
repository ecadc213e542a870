package io.leat.converters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read equals, class by class, what Kafka's converter reads; what it refuses is refused. */
class SameValuesTest {

    private static final String STRUCT = "{\"type\":\"struct\",\"optional\":false,\"fields\":["
            + "{\"type\":\"int32\",\"optional\":false,\"field\":\"a\"},"
            + "{\"type\":\"string\",\"optional\":true,\"field\":\"b\"},"
            + "{\"type\":\"int16\",\"optional\":true,\"default\":5,\"field\":\"c\"}]}";

    private final Pair plain = Pair.of(Map.of("schemas.enable", "false"));
    private final Pair envelopes = Pair.of(Map.of());

    static List<Pair> pairs() {
        return Pair.all();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofWhatRandomValuesWereWrittenAs(Pair pair) {
        var writer = pair.with("replace.null.with.default", "true").kafkas();
        var data = new RandomData(11);
        for (int i = 0; i < 700; i++) {
            var schema = data.schema(3);
            for (int n = 0; n < 3; n++) {
                pair.readTheSame(writer.fromConnectData("topic", schema, data.value(schema)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofWhatValuesWithoutSchemaWereWrittenAs(Pair pair) {
        var data = new RandomData(12);
        for (int i = 0; i < 2000; i++) {
            pair.readTheSame(pair.kafkas().fromConnectData("topic", null, data.schemaless(4)));
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofDamagedDocuments(Pair pair) {
        var writer = pair.with("replace.null.with.default", "true").kafkas();
        var data = new RandomData(13);
        for (int i = 0; i < 1500; i++) {
            var schema = data.random().nextInt(4) == 0 ? null : data.schema(2);
            var value = schema == null ? data.schemaless(3) : data.value(schema);
            var document = writer.fromConnectData("topic", schema, value);
            if (document != null && document.length < 2000) {
                pair.readTheSame(document);
                pair.readTheSame(damaged(document, data.random()));
            }
        }
    }

    private static byte[] damaged(byte[] document, Random random) {
        var damaged = document.clone();
        for (int i = random.nextInt(3); i >= 0 && damaged.length > 0; i--) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(4)) {
                case 0 -> damaged[at] = (byte) random.nextInt();
                case 1 -> damaged[at] = (byte) "{}[]:,\"0-.eE \\tnf".charAt(random.nextInt(17));
                case 2 -> damaged = Arrays.copyOf(damaged, at);
                default -> damaged = repeated(damaged, at, random.nextInt(damaged.length - at + 1));
            }
        }
        return damaged;
    }

    private static byte[] repeated(byte[] document, int from, int length) {
        var result = new byte[document.length + length];
        System.arraycopy(document, 0, result, 0, from + length);
        System.arraycopy(document, from, result, from + length, document.length - from);
        return result;
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofPayloadsReadWithAnotherSchema(Pair pair) {
        var data = new RandomData(14);
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            var schema = pair.kafkas().asJsonSchema(data.schema(2)).toString();
            var other = data.schema(2);
            var payload = plain.kafkas().fromConnectData("topic", other, data.value(other));
            var document = ("{\"schema\":" + schema + ",\"payload\":" + text(payload) + "}");
            pair.readTheSame(document);
            var bytes = document.getBytes(StandardCharsets.UTF_8);
            refused +=
                    Outcome.of(() -> pair.ours().toConnectData("topic", bytes)).failed() ? 1 : 0;
        }
        if (pair.settings().get("schemas.enable").equals("true")) {
            assertThat(refused).isBetween(100, 900);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "null",
                "1 2",
                "1x",
                "{\"a\":1} x",
                "01",
                "-01",
                "00.5",
                "-0",
                "-0.0",
                "0.0",
                "1e400",
                "-1e-400",
                "1e99999999999",
                "0e99999999999",
                "1e-2147483648",
                "1E+5",
                "99999999999999999999",
                "9223372036854775808",
                "-9223372036854775808",
                "2147483648",
                "0.1",
                "123456.78",
                "1.7976931348623157e308",
                "4.9e-324",
                "0.30000000000000004",
                "123456789012345678901234567890.5",
                "{\"a\":1,\"a\":{\"b\":2}}",
                "[1,]",
                "{,}",
                "nul",
                "NaN",
                "Infinity",
                "+1",
                ".5",
                "1.",
                "\"\\ud83d\"",
                "\"\\u00e9\\n\\/\"",
                "\"a\tb\"",
                "'a'",
                "[1,2.5,\"x\",null]",
                "\uFEFF{\"a\":1}",
                "// comment",
                "\"unclosed",
                "{\"a\"}",
                "true false",
                "[[[[]]]]",
                "1e999999999",
                "{\"schema\":null,\"payload\":5}",
                "{\"schema\":{\"type\":\"int32\"},\"payload\":5}"
            })
    void ofOddDocuments(String document) {
        plain.readTheSame(document);
        envelopes.readTheSame(document);
        envelopes.readTheSame("{\"schema\":null,\"payload\":" + document + "}");
        for (var type : List.of("int8", "int32", "int64", "float", "double", "boolean", "string", "bytes")) {
            envelopes.readTheSame("{\"schema\":{\"type\":\"" + type + "\"},\"payload\":" + document + "}");
            envelopes.with("schema.content", "{\"type\":\"" + type + "\"}").readTheSame(document);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"b\":\"x\",\"c\":2}",
                "{\"c\":2,\"b\":\"x\",\"a\":1}",
                "{\"a\":1}",
                "{\"a\":null}",
                "{}",
                "[]",
                "null",
                "1",
                "{\"a\":1,\"unknown\":{\"deep\":[1,{\"x\":2}]}}",
                "{\"a\":1,\"unknown\":1e99999999999}",
                "{\"a\":1,\"b\":5}",
                "{\"a\":\"1\",\"b\":null,\"c\":null}",
                "{\"a\":1.9,\"c\":70000}",
                "{\"a\":1,\"a\":2,\"b\":\"x\",\"b\":null}",
                "{\"a\":null,\"a\":2}",
                "{\"a\":{},\"c\":[]}"
            })
    void ofStructs(String payload) {
        envelopes.readTheSame("{\"schema\":" + STRUCT + ",\"payload\":" + payload + "}");
        envelopes.readTheSame("{\"payload\":" + payload + ",\"schema\":" + STRUCT + "}");
        envelopes.readTheSame(" { \"schema\" :\n" + STRUCT + " , \"payload\" : " + payload + " } trailing");
        envelopes.readTheSame("{\"schema\":1,\"schema\":" + STRUCT + ",\"payload\":[],\"payload\":" + payload + "}");
        envelopes.readTheSame("{\"schema\":" + STRUCT + ",\"payload\":" + payload + ",\"more\":1}");
        envelopes.readTheSame("{\"schema\":" + STRUCT + ",\"payload\":" + payload);
        envelopes.with("schema.content", STRUCT).readTheSame(payload);
        envelopes
                .with("schema.content", STRUCT)
                .with("replace.null.with.default", "false")
                .readTheSame(payload);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[[1,2]]",
                "[[1]]",
                "[[1,2,3]]",
                "[[]]",
                "[5]",
                "{}",
                "{\"1\":2}",
                "5",
                "[[null,1]]",
                "[[1,null]]",
                "[[1,2],[1,3]]"
            })
    void ofMapsAndLists(String payload) {
        for (var schema : List.of(
                "{\"type\":\"map\",\"keys\":{\"type\":\"int32\"},\"values\":{\"type\":\"int64\",\"optional\":true}}",
                "{\"type\":\"map\",\"keys\":{\"type\":\"string\"},\"values\":{\"type\":\"int64\"}}",
                "{\"type\":\"array\",\"items\":{\"type\":\"int64\"}}",
                "{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"optional\":true}}}")) {
            envelopes.readTheSame("{\"schema\":" + schema + ",\"payload\":" + payload + "}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "\"int32\"",
                "[]",
                "{}",
                "{\"type\":5}",
                "{\"type\":\"no such\"}",
                "{\"type\":\"array\"}",
                "{\"type\":\"array\",\"items\":null}",
                "{\"type\":\"map\"}",
                "{\"type\":\"map\",\"keys\":{\"type\":\"string\"}}",
                "{\"type\":\"map\",\"keys\":null,\"values\":null}",
                "{\"type\":\"struct\"}",
                "{\"type\":\"struct\",\"fields\":{}}",
                "{\"type\":\"struct\",\"fields\":[5]}",
                "{\"type\":\"struct\",\"fields\":[{\"type\":\"int8\"}]}",
                "{\"type\":\"struct\",\"fields\":[{\"type\":\"int8\",\"field\":\"a\"},{\"type\":\"int8\",\"field\":\"a\"}]}",
                "{\"type\":\"int32\",\"parameters\":{\"a\":1}}",
                "{\"type\":\"int32\",\"parameters\":{\"a\":\"b\"},\"doc\":5}",
                "{\"type\":\"int32\",\"optional\":\"true\",\"name\":1,\"version\":1.5}",
                "{\"type\":\"int32\",\"version\":99999999999}",
                "{\"type\":\"int32\",\"default\":\"x\"}",
                "{\"type\":\"int32\",\"default\":null}",
                "{\"type\":\"int32\",\"optional\":true,\"default\":null}",
                "{\"type\":\"string\",\"default\":5}",
                "{\"type\":\"struct\",\"fields\":[{\"type\":\"int8\",\"field\":\"a\"}],\"default\":{\"a\":1}}"
            })
    void ofOddSchemas(String schema) {
        envelopes.readTheSame("{\"schema\":" + schema + ",\"payload\":null}");
        envelopes.readTheSame("{\"schema\":" + schema + ",\"payload\":7}");
    }

    @Test
    void ofNoDocument() {
        plain.readTheSame((byte[]) null);
        envelopes.readTheSame((byte[]) null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE", "UTF-16"})
    void ofOtherEncodings(String charset) {
        var document = "{\"schema\":" + STRUCT + ",\"payload\":{\"a\":1,\"b\":\"Grüße 😀\"}}";
        envelopes.readTheSame(document);
        envelopes.readTheSame(document.getBytes(Charset.forName(charset)));
        plain.readTheSame(document.getBytes(Charset.forName(charset)));
    }

    @Test
    void ofPayloadsThatAloneWouldLookLikeAnotherEncoding() {
        var head = "{\"schema\":" + STRUCT.replace("struct", "string") + ",\"payload\":";
        envelopes.readTheSame(head + "\"x\"}");
        for (var payload : List.of("5\u0000", "\u00005", "5\u0000\u0000\u0000", "\uFEFF5")) {
            envelopes.readTheSame(head + payload + "}");
        }
    }

    @Test
    void ofNestingUpToTheLimitAndBeyond() {
        for (int depth = 996; depth < 1003; depth++) {
            var nested = "[".repeat(depth) + "]".repeat(depth);
            plain.readTheSame(nested);
            envelopes.readTheSame("{\"schema\":null,\"payload\":" + nested + "}");
        }
    }

    @Test
    void ofHeaders() {
        var document = text(envelopes.kafkas().fromConnectHeader("topic", "header", Schema.INT16_SCHEMA, (short) 3))
                .getBytes(StandardCharsets.UTF_8);
        assertThat(envelopes.ours().toConnectHeader("topic", "header", document))
                .isEqualTo(envelopes.kafkas().toConnectHeader("topic", "header", document));
    }

    private static String text(byte[] document) {
        return new String(document, StandardCharsets.UTF_8);
    }
}
