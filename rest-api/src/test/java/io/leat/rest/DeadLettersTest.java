package io.leat.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.rest.fake.FakeDeadLetters;
import io.leat.rest.fake.RestFixture;
import io.leat.runtime.DeadLetterQueue.Correction;
import io.leat.runtime.DeadLetterQueue.Filter;
import io.leat.runtime.DeadLetterQueue.Selection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dead letters over HTTP. */
class DeadLettersTest {

    private static final String PATH = "/connectors/c/dead-letters";

    private static RestFixture rest;

    @BeforeAll
    static void start() {
        rest = new RestFixture();
    }

    @AfterAll
    static void stop() {
        rest.close();
    }

    @Test
    void listsWithFiltersPageByPage() {
        var page = RestFixture.json(rest.get(PATH + "?state=open&cause=ab&stage=TASK_PUT&limit=2"));
        assertThat(last())
                .isEqualTo(new Filter(
                        Optional.of("open"), Optional.of("ab"), Optional.of("TASK_PUT"), 2, Optional.empty()));
        assertThat(page.at("/letters/0/position/offset").asInt()).isEqualTo(3);
        assertThat(page.at("/letters/1/position/source_partition/file").asText())
                .isEqualTo("a");
        assertThat(page.at("/letters/0/cause/message").asText()).isEqualTo("cannot parse");
        var next = RestFixture.json(rest.get(PATH + "?after=" + page.get("next").asText()));
        assertThat(next.get("next").isNull()).isTrue();
    }

    @Test
    void showsARecordInAFormThatCanBeSentBack() {
        var letter = RestFixture.json(rest.get(PATH + "/" + FakeDeadLetters.OF_SINK));
        assertThat(letter.get("key").asText()).isEqualTo("k");
        assertThat(letter.get("value_encoding").asText()).isEqualTo("base64");
        var sent = rest.send("PATCH", PATH + "/" + FakeDeadLetters.OF_SINK, """
                {"key":null,"value":"/w==","value_encoding":"base64",
                 "headers":[{"key":"h","value":{"a":1}},{"key":"n","value":null}]}""");
        assertThat(sent.statusCode()).isEqualTo(200);
        var asked = rest.worker().fakeDeadLetters().asked();
        var correction = (Correction) asked.get(asked.size() - 2);
        assertThat(correction.key().bytes()).isNull();
        assertThat(correction.value().bytes()).containsExactly(0xff);
        assertThat(correction.headers().get(0).value()).isEqualTo("{\"a\":1}".getBytes(UTF_8));
        assertThat(correction.headers().get(1).value()).isNull();
        assertThat(last()).isEqualTo("anonymous");
    }

    @Test
    void knowsNoOtherLetters() {
        assertThat(rest.get(PATH + "/dlq-0-99").statusCode()).isEqualTo(404);
    }

    @Test
    void dropsOneWithAReason() {
        assertThat(rest.send("DELETE", PATH + "/dlq-0-7?reason=old", null).statusCode())
                .isEqualTo(200);
        var asked = rest.worker().fakeDeadLetters().asked();
        assertThat(asked.subList(asked.size() - 2, asked.size()))
                .containsExactly(new Selection(List.of("dlq-0-7"), Optional.empty()), "old");
    }

    @Test
    void replaysAGroupFromTheStart() {
        var answer = RestFixture.json(rest.send("POST", PATH + "/replay", "{\"cause\":\"ab\",\"from\":\"start\"}"));
        var asked = rest.worker().fakeDeadLetters().asked();
        assertThat(asked.subList(asked.size() - 2, asked.size()))
                .containsExactly(new Selection(List.of(), Optional.of("ab")), Optional.of("start"));
        assertThat(answer.get("count").asInt()).isEqualTo(2);
        assertThat(answer.get("more").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST|/replay|{}|Exactly one of",
                "POST|/replay|{\"all\":true,\"cause\":\"x\"}|Exactly one of",
                "POST|/replay|{\"all\":true,\"reason\":\"x\"}|Unknown field \"reason\"",
                "POST|/drop|{\"ids\":[]}|\"ids\" must be an array of 1 to 1000",
                "POST|/drop|{\"ids\":[1]}|\"ids\" must hold strings",
                "PATCH|/dlq-0-7|{}|nothing to change",
                "PATCH|/dlq-0-7|{\"value\":\"x\",\"value_encoding\":\"hex\"}|json, text, base64 or null",
                "PATCH|/dlq-0-7|{\"value\":\"!\",\"value_encoding\":\"base64\"}|not base64",
                "PATCH|/dlq-0-7|{\"headers\":[{\"value\":1}]}|headers[0].key is missing",
            })
    void saysWhatIsWrong(String method, String path, String body, String complaint) {
        var answer = rest.send(method, PATH + path, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RestFixture.json(answer).get("message").asText()).contains(complaint);
    }

    private static Object last() {
        var asked = rest.worker().fakeDeadLetters().asked();
        return asked.get(asked.size() - 1);
    }
}
