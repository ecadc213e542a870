package io.leat.rest.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodedTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":[1,true,null,\"ü\"]}",
                "[]",
                "17",
                "\"text in quotes\"",
                "null",
                "12345678901234567890123456789",
                "3.14000000000000000000000001",
                "1.10"
            })
    void showsJsonAsItIs(String text) throws JsonProcessingException {
        var decoded = Decoded.of(text.getBytes(UTF_8));

        assertThat(decoded.encoding()).isEqualTo("json");
        assertThat(Json.mapper().writeValueAsString(decoded.shown())).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a line of a log",
                "ünïcödé 😀",
                "tab\tand\r\nnew line",
                "{\"cut\":",
                "{\"a\":1} {\"b\":2}",
                "{\"twice\":1,\"twice\":2}",
                "",
                " ",
                "NaN"
            })
    void showsOtherTextAsText(String text) {
        assertThat(Decoded.of(text.getBytes(UTF_8))).isEqualTo(new Decoded(text, "text"));
    }

    @Test
    void showsBinaryAsBase64() {
        assertThat(Decoded.of(new byte[] {(byte) 0xff, 0, 1})).isEqualTo(new Decoded("/wAB", "base64"));
    }

    @Test
    void showsTextWithControlCharactersAsBase64() {
        assertThat(Decoded.of(new byte[] {0, 0, 0, 1, 'a'}).encoding()).isEqualTo("base64");
    }

    @Test
    void showsJsonNestedBeyondReasonAsText() {
        var deep = "[".repeat(5000) + "]".repeat(5000);

        assertThat(Decoded.of(deep.getBytes(UTF_8)).encoding()).isEqualTo("text");
    }

    @Test
    void tellsNullFromTheTextNull() {
        assertThat(Decoded.of(null)).isEqualTo(new Decoded(null, "null"));
    }
}
