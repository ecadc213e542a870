package io.leat.converters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read at once, and what is left to Jackson. */
class QuickReaderTest {

    private final KnownNames names = new KnownNames();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "true",
                "null",
                "-17",
                "123456789012345678",
                "\"text\"",
                " {\n\t\"a\" : [ 1 , 2.5 ] ,\r\n \"b\" : { } }\n",
                "{\"message\":\"GET /a?b=c \\\"quoted\\\" \\u00e9\\n\\tat Main.java\",\"town\":\"Zürich 😀\"}",
                "{\"Größe\":1,\"a\\\"b\":2}",
                "[0.1,-0.0,0.30000000000000004,1e3,2.5E-7,1234567.891]"
            })
    void readsWhatIsPlain(String document) throws Exception {
        var kafkas = new JsonConverter();
        kafkas.configure(Map.of("schemas.enable", "false"), false);
        var bytes = document.getBytes(StandardCharsets.UTF_8);
        assertThat(read(document))
                .isEqualTo(kafkas.toConnectData("topic", bytes).value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{,}",
                "[1 2]",
                "{\"a\" 1}",
                "tru",
                "truer",
                "+1",
                ".5",
                "1.",
                "1e",
                "--1",
                "\"open",
                "\"tab\there\"",
                "\"\\x\"",
                "\"\\u12\"",
                "1234567890123456789",
                "1e99999",
                "1e400",
                "[1]x",
                "{\"\\ud83d\":1}",
                "\uFEFF1",
                "// no"
            })
    void leavesTheRestToJackson(String document) {
        assertThatThrownBy(() -> read(document)).isInstanceOf(GivenUpException.class);
    }

    @Test
    void leavesDeepNestingToJackson() throws Exception {
        assertThat(read("[".repeat(100) + "]".repeat(100))).isInstanceOf(List.class);
        assertThatThrownBy(() -> read("[".repeat(101) + "]".repeat(101))).isInstanceOf(GivenUpException.class);
    }

    @Test
    void leavesBrokenUtf8ToJackson() {
        var document = "\"Zürich\"".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> new QuickReader(document, names).document()).isInstanceOf(GivenUpException.class);
    }

    @Test
    void isNotMisledByTheNamesOfTheDocumentBefore() throws Exception {
        assertThat(read("{\"a\":1,\"name\":2,\"c\":3}")).isEqualTo(Map.of("a", 1L, "name", 2L, "c", 3L));
        assertThat(read("{\"a\":1,\"names\":2,\"c\":3}")).isEqualTo(Map.of("a", 1L, "names", 2L, "c", 3L));
        assertThat(read("{\"c\":1,\"a\":2}")).isEqualTo(Map.of("c", 1L, "a", 2L));
        assertThat(read("{\"a\":1,\"nam\":2}")).isEqualTo(Map.of("a", 1L, "nam", 2L));
        assertThat(read("{\"a\" :1, \"nam\\u0065\":2}")).isEqualTo(Map.of("a", 1L, "name", 2L));
    }

    private Object read(String document) throws GivenUpException {
        return new QuickReader(document.getBytes(StandardCharsets.UTF_8), names).document();
    }
}
