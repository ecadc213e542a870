package io.leat.connectors.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkAnswerTest {

    @Test
    void readsEachItemWithItsError() throws IOException {
        var answers = read("""
                {"took":3,"errors":true,"items":[{"index":{"status":201}},
                 {"create":{"status":400,"error":{"type":"document_parsing_exception","reason":"failed to parse",
                  "caused_by":{"type":"illegal_argument_exception","reason":"For input string"}}}}]}
                """, 2);

        assertThat(answers)
                .containsExactly(
                        new ItemAnswer(201, "", ""),
                        new ItemAnswer(
                                400, "document_parsing_exception", "failed to parse; caused by: For input string"));
    }

    @Test
    void takesAllItemsAsWrittenWhereThereAreNoErrors() throws IOException {
        assertThat(read("{\"errors\":false,\"items\":[", 3)).hasSize(3).allMatch(ItemAnswer::successful);
    }

    @Test
    void cutsALongReason() throws IOException {
        var reason = "x".repeat(100_000);
        var answers = read(
                "{\"errors\":true,\"items\":[{\"index\":{\"status\":400,\"error\":{\"type\":\"t\",\"reason\":\""
                        + reason + "\"}}}]}",
                1);

        assertThat(answers.get(0).reason()).hasSize(BulkAnswer.MAX_REASON + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{}",
                "{\"errors\":true}",
                "{\"errors\":true,\"items\":[]}",
                "{\"errors\":true,\"items\":[{\"index\":{\"status\":201}}]}",
                "{\"errors\":true,\"items\":[{\"index\":{\"status\":201}},{\"index\":"
            })
    void refusesWhatIsNoAnswerToTwoItems(String body) {
        assertThatThrownBy(() -> read(body, 2)).isInstanceOf(IOException.class);
    }

    private static List<ItemAnswer> read(String body, int count) throws IOException {
        return BulkAnswer.read(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), count);
    }
}
