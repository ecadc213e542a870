package io.leat.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.rest.fake.RestFixture;
import io.leat.runtime.GroupAdmin.Committed;
import io.leat.runtime.GroupAdmin.Group;
import io.leat.runtime.GroupAdmin.Lag;
import io.leat.runtime.GroupAdmin.Member;
import io.leat.runtime.Metrics.Kind;
import io.leat.runtime.Metrics.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics, groups and metrics: what Leat answers beyond Kafka Connect. */
class LogResourcesTest {

    private static final Instant COMMITTED = Instant.parse("2026-01-02T03:04:05Z");

    private static RestFixture rest;

    @BeforeAll
    static void fill() {
        rest = new RestFixture();
        var topics = rest.worker().fakeTopics();
        for (var i = 0; i < 30; i++) {
            topics.append("logs", 1, ("k" + i).getBytes(UTF_8), ("{\"n\":" + i + "}").getBytes(UTF_8));
        }
        topics.append("mixed", 0, null, new byte[] {(byte) 0xff}, new RecordHeader("h", "v".getBytes(UTF_8)));
        for (var i = 0; i < 20; i++) {
            topics.append("large", 0, null, new byte[300 << 10]);
        }
        var first = new TopicPartition("logs", 0);
        var second = new TopicPartition("logs", 1);
        rest.worker()
                .fakeGroups()
                .add(new Group(
                        "connect-es",
                        "Stable",
                        "classic",
                        "consumer",
                        List.of(new Member("es-0-1", "connector-consumer-es-0", "/127.0.0.1", List.of(first, second))),
                        List.of(
                                new Lag(first, Optional.empty(), 0, 0),
                                new Lag(second, Optional.of(new Committed(10, "here", COMMITTED)), 30, 20))));
        rest.worker()
                .samples()
                .add(new Sample("leat_records_total", "Records.", Kind.COUNTER, Map.of("connector", "es"), 30));
    }

    @AfterAll
    static void stop() {
        rest.close();
    }

    @Test
    void makesATopic() {
        var answer =
                rest.send("POST", "/topics", "{\"name\":\"made\",\"partitions\":3,\"config\":{\"retention.ms\":1000}}");
        try {
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/topics/made");
            assertThat(RestFixture.json(answer).get("partitions")).hasSize(3);
            assertThat(RestFixture.json(answer).at("/overrides/retention.ms").asText())
                    .isEqualTo("1000");
            assertThat(rest.send("POST", "/topics", "{\"name\":\"made\"}").statusCode())
                    .isEqualTo(409);
        } finally {
            rest.worker().fakeTopics().delete("made");
        }
    }

    @Test
    void altersATopic() {
        rest.worker().fakeTopics().create("altered", 1, Map.of("retention.ms", "1000"));
        try {
            var answer = rest.send(
                    "PATCH",
                    "/topics/altered",
                    "{\"partitions\":2,\"config\":{\"retention.ms\":null,\"cleanup.policy\":\"compact\"}}");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(RestFixture.json(answer).get("partitions")).hasSize(2);
            assertThat(RestFixture.json(answer).get("overrides")).hasSize(1);
            assertThat(rest.send("PATCH", "/topics/altered", "{\"partitions\":2}")
                            .statusCode())
                    .isEqualTo(400);
        } finally {
            rest.worker().fakeTopics().delete("altered");
        }
    }

    @Test
    void deletesATopic() {
        rest.worker().fakeTopics().create("gone", 1, Map.of());

        assertThat(rest.send("DELETE", "/topics/gone", "").statusCode()).isEqualTo(204);

        assertThat(rest.send("DELETE", "/topics/gone", "").statusCode()).isEqualTo(404);
        assertThat(rest.send("PATCH", "/topics/gone", "{\"partitions\":2}").statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST|/topics|{\"partitions\":1}|Field \"name\" is missing",
                "POST|/topics|{\"name\":\"x\",\"partitions\":0}|Field \"partitions\" must be a whole number from 1 on",
                "POST|/topics|{\"name\":\"x\",\"partitions\":1.5}|Field \"partitions\" must be a whole number",
                "POST|/topics|{\"name\":\"x\",\"config\":[]}|Field \"config\" must be an object",
                "POST|/topics|{\"name\":\"x\",\"config\":{\"a\":null}}|Setting \"a\" is null",
                "POST|/topics|{\"name\":\"x\",\"replicas\":3}|Unknown field \"replicas\"",
                "PATCH|/topics/logs|{}|nothing to change",
            })
    void saysWhatIsWrongWithATopic(String method, String path, String body, String complaint) {
        var answer = rest.send(method, path, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RestFixture.json(answer).get("message").asText()).contains(complaint);
    }

    @Test
    void listsTopicsByName() {
        assertThat(rest.get("/topics").body()).isEqualTo("[\"large\",\"logs\",\"mixed\"]");
    }

    @Test
    void describesAllTopicsOnDemand() {
        var topics = json("/topics?expand=info");

        assertThat(topics.fieldNames()).toIterable().containsExactly("large", "logs", "mixed");
        assertThat(topics.at("/logs/partitions/1/end_offset").asInt()).isEqualTo(30);
    }

    @Test
    void describesATopic() {
        var topic = json("/topics/logs");

        assertThat(topic.get("name").asText()).isEqualTo("logs");
        assertThat(topic.get("internal").asBoolean()).isFalse();
        assertThat(topic.get("size_bytes").asLong()).isEqualTo(3000);
        assertThat(topic.get("partitions")).hasSize(2);
        assertThat(topic.at("/config/retention.ms").asText()).isEqualTo("604800000");
        assertThat(topic.get("overrides")).hasSize(1);
    }

    @Test
    void showsTheLastRecordsByDefault() {
        var page = json("/topics/logs/records?partition=1");

        assertThat(page.get("records")).hasSize(10);
        assertThat(page.at("/records/0/offset").asInt()).isEqualTo(20);
        assertThat(page.at("/records/9/value/n").asInt()).isEqualTo(29);
        assertThat(page.at("/records/9/value_encoding").asText()).isEqualTo("json");
        assertThat(page.at("/records/9/key").asText()).isEqualTo("k29");
        assertThat(page.at("/records/9/key_encoding").asText()).isEqualTo("text");
        assertThat(page.at("/records/9/time").asText()).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(page.get("next_offset").asInt()).isEqualTo(30);
    }

    @Test
    void pagesThroughAPartition() {
        var first = json("/topics/logs/records?partition=1&offset=0&limit=12");
        var second = json("/topics/logs/records?partition=1&limit=100&offset=" + first.get("next_offset"));

        assertThat(first.get("records")).hasSize(12);
        assertThat(second.get("records")).hasSize(18);
        assertThat(second.at("/records/0/offset").asInt()).isEqualTo(12);
    }

    @Test
    void showsBinaryHeadersAndMissingKeys() {
        var shown = json("/topics/mixed/records").at("/records/0");

        assertThat(shown.get("key").isNull()).isTrue();
        assertThat(shown.get("key_encoding").asText()).isEqualTo("null");
        assertThat(shown.get("value").asText()).isEqualTo("/w==");
        assertThat(shown.get("value_encoding").asText()).isEqualTo("base64");
        assertThat(shown.at("/headers/0/key").asText()).isEqualTo("h");
        assertThat(shown.at("/headers/0/value").asText()).isEqualTo("v");
    }

    @Test
    void shortensAPageOfLargeRecords() {
        var page = json("/topics/large/records?offset=0&limit=20");

        assertThat(page.get("records").size()).isEqualTo(4);
        assertThat(page.get("next_offset").asInt())
                .isEqualTo(page.get("records").size());
    }

    @Test
    void hasAnEmptyPageBeyondTheEnd() {
        var page = json("/topics/logs/records?partition=1&offset=30");

        assertThat(page.get("records")).isEmpty();
        assertThat(page.get("next_offset").asInt()).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"partition=2", "partition=-1", "partition=x", "limit=0", "limit=1001", "limit=ten", "offset=1.5"
            })
    void namesAParameterThatIsWrong(String query) {
        var answer = rest.get("/topics/logs/records?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RestFixture.json(answer).get("message").asText())
                .startsWith(
                        "Query parameter \"" + query.substring(0, query.indexOf('=')) + "\" must be a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/topics/none", "/topics/none/records", "/groups/none"})
    void knowsNothingOfWhatDoesNotExist(String path) {
        var answer = rest.get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(RestFixture.json(answer).get("message").asText()).endsWith(" none not found");
    }

    @Test
    void listsGroupsWithTheirLag() {
        assertThat(rest.get("/groups").body())
                .isEqualTo(
                        "[{\"name\":\"connect-es\",\"state\":\"Stable\",\"protocol\":\"classic\",\"members\":1,\"lag\":20}]");
    }

    @Test
    void describesAGroupPartitionByPartition() {
        var group = json("/groups/connect-es");

        assertThat(group.at("/protocol_type").asText()).isEqualTo("consumer");
        assertThat(group.at("/last_commit").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(group.at("/members/0/client_id").asText()).isEqualTo("connector-consumer-es-0");
        assertThat(group.at("/members/0/host").asText()).isEqualTo("/127.0.0.1");
        assertThat(group.at("/members/0/partitions")).hasSize(2);
        assertThat(group.at("/partitions/0/committed_offset").isNull()).isTrue();
        assertThat(group.at("/partitions/1/committed_offset").asInt()).isEqualTo(10);
        assertThat(group.at("/partitions/1/metadata").asText()).isEqualTo("here");
        assertThat(group.at("/partitions/1/committed_at").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(group.at("/partitions/1/lag").asInt()).isEqualTo(20);
    }

    @Test
    void servesTheWorkersAndTheProcessFiguresToPrometheus() {
        var answer = rest.get("/metrics");

        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/plain;")
                .contains("version=0.0.4");
        assertThat(answer.body())
                .contains("# TYPE leat_records_total counter\nleat_records_total{connector=\"es\"} 30\n")
                .contains("# TYPE jvm_memory_used_bytes gauge\njvm_memory_used_bytes{area=\"heap\"} ")
                .contains("\njvm_threads_current ", "\nprocess_start_time_seconds ", "\nprocess_cpu_seconds_total ")
                .endsWith("\n");
        assertThat(answer.body().lines())
                .allMatch(line -> line.startsWith("# ")
                        || line.matches("[a-zA-Z_:][a-zA-Z0-9_:]*(\\{.*})? (NaN|[-+]Inf|-?[0-9.]+(E-?[0-9]+)?)"));
    }

    private static JsonNode json(String path) {
        var answer = rest.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return RestFixture.json(answer);
    }
}
