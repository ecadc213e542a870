package io.leat.connectors.elasticsearch;

import static io.leat.connectors.elasticsearch.SinkHarness.SOON;
import static io.leat.connectors.elasticsearch.SinkHarness.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Against a real Elasticsearch. */
@ExtendWith(ElasticsearchExtension.class)
class RealServerTest {

    private final IndexClient server;
    private final String topic = IndexClient.freshName("topic");

    RealServerTest(IndexClient server) {
        this.server = server;
    }

    @Test
    void writesEveryRecordOnce() {
        try (var sink = start("key.ignore=true", "batch.size=500")) {
            sink.put(lines(0, 10_000));

            awaitCommitted(sink, 10_000);
            assertThat(server.count(topic)).isEqualTo(10_000);
        }
    }

    @Test
    void writesARedeliveredRecordNoSecondTime() {
        try (var first = start()) {
            first.put(lines(0, 100));
            awaitCommitted(first, 100);
        }
        try (var second = start()) {
            second.put(lines(50, 150));
            awaitCommitted(second, 150);
        }

        assertThat(server.count(topic)).isEqualTo(150);
    }

    @Test
    void keepsOldAndNewDocumentsApartWhenATopicIsMadeAgain() {
        try (var sink = start()) {
            sink.put(record(topic, 0, 1_700_000_000_000L, null, Map.of("n", "old")));
            awaitCommitted(sink, 1);
        }
        try (var sink = start()) {
            sink.put(record(topic, 0, 1_700_000_500_000L, null, Map.of("n", "new")));
            awaitCommitted(sink, 1);
        }

        assertThat(server.documents(topic))
                .extracting(hit -> hit.path("_source").path("n").asText())
                .containsExactlyInAnyOrder("old", "new");
    }

    @Test
    void writesTheNewDocumentOfAKeyWhenATopicIsMadeAgain() {
        try (var sink = start()) {
            sink.put(record(topic, 7_000, "k", Map.of("n", "old")));
            awaitCommitted(sink, 7_001);
        }
        try (var sink = start()) {
            sink.put(record(topic, 0, "k", Map.of("n", "new")));
            awaitCommitted(sink, 1);
        }

        assertThat(server.document(topic, "k").path("n").asText()).isEqualTo("new");
    }

    @Test
    void writesTheNewDocumentOfAKeyWhenATopicIsMadeAgainUnderARunningTask() {
        try (var sink = start()) {
            sink.put(record(topic, 7_000, "k", Map.of("n", "old")));
            awaitCommitted(sink, 7_001);

            sink.put(record(topic, 0, "k", Map.of("n", "new")));
            awaitCommitted(sink, 1);
        }

        assertThat(server.document(topic, "k").path("n").asText()).isEqualTo("new");
    }

    @Test
    void keepsTheNewestOfAKey() {
        try (var sink = start("batch.size=7")) {
            var changes = new ArrayList<SinkRecord>();
            for (int i = 0; i < 300; i++) {
                changes.add(record(topic, i, "k" + i % 3, Map.of("n", i)));
            }
            sink.put(changes);
            awaitCommitted(sink, 300);
        }

        assertThat(List.of("k0", "k1", "k2"))
                .extracting(id -> server.document(topic, id).path("n").asInt())
                .containsExactly(297, 298, 299);
    }

    @Test
    void failsRatherThanLoseAChangeThatALaterTaskWouldOverrule() {
        server.put("/" + topic + "/_doc/k?version=" + Long.MAX_VALUE / 2 + "&version_type=external", "{\"n\":1}");
        try (var sink = start()) {
            sink.put(record(topic, 0, "k", Map.of("n", 2)));

            await().atMost(SOON)
                    .untilAsserted(() -> assertThatThrownBy(() -> sink.put(List.of()))
                            .hasMessageContaining(topic + "-0@0")
                            .hasMessageContaining("version conflict"));
            assertThat(sink.preCommit().values())
                    .allSatisfy(offset -> assertThat(offset.offset()).isZero());
        }
    }

    @Test
    void deletesTheDocumentOfATombstone() {
        try (var sink = start("behavior.on.null.values=delete")) {
            sink.put(record(topic, 0, "k", Map.of("n", 1)), record(topic, 1, "k", null));
            awaitCommitted(sink, 2);
        }

        assertThat(server.count(topic)).isZero();
    }

    @Test
    void mergesFieldsOnUpsert() {
        try (var sink = start("write.method=upsert", "batch.size=1")) {
            sink.put(record(topic, 0, "k", Map.of("a", 1)), record(topic, 1, "k", Map.of("b", 2)));
            awaitCommitted(sink, 2);
        }

        var document = server.document(topic, "k");
        assertThat(document.path("a").asInt()).isEqualTo(1);
        assertThat(document.path("b").asInt()).isEqualTo(2);
    }

    @Test
    void leavesAnExistingDocumentAloneOnCreate() {
        try (var sink = start("write.method=create")) {
            sink.put(record(topic, 0, "k", Map.of("n", 1)), record(topic, 1, "k", Map.of("n", 2)));
            awaitCommitted(sink, 2);
        }

        assertThat(server.document(topic, "k").path("n").asInt()).isEqualTo(1);
    }

    @Test
    void appendsToADataStreamOnceWithATimestamp() {
        server.put(
                "/_index_template/logs-leat",
                "{\"index_patterns\":[\"logs-leat-*\"],\"data_stream\":{},\"priority\":500}");
        var settings = new String[] {"data.stream.type=logs", "data.stream.dataset=leat"};
        for (int delivery = 0; delivery < 2; delivery++) {
            try (var sink = start(settings)) {
                sink.put(record(topic, 0, 1_700_000_000_000L, "key", Map.of("message", "x")));
                sink.put(record(topic, 1, 1_700_000_000_001L, "key", "plain"));
                awaitCommitted(sink, 2);
            }
        }

        assertThat(server.documents("logs-leat-" + topic))
                .extracting(hit -> hit.path("_source").path("@timestamp").asText())
                .containsExactlyInAnyOrder("2023-11-14T22:13:20Z", "2023-11-14T22:13:20.001Z");
    }

    @Test
    void reportsTheRecordThatTheMappingRefusesAndWritesItsNeighbours() {
        server.put("/" + topic, "{\"mappings\":{\"properties\":{\"n\":{\"type\":\"integer\"}}}}");
        try (var sink = start()) {
            sink.put(
                    record(topic, 0, null, Map.of("n", 1)),
                    record(topic, 1, null, Map.of("n", "none")),
                    record(topic, 2, null, Map.of("n", 3)));
            awaitCommitted(sink, 3);

            assertThat(sink.reported()).extracting(SinkRecord::kafkaOffset).containsExactly(1L);
            assertThat(sink.causes().get(0))
                    .hasMessageContaining("document_parsing_exception")
                    .hasMessageContaining("failed to parse field [n]")
                    .hasMessageContaining(topic);
        }
        assertThat(server.count(topic)).isEqualTo(2);
    }

    @Test
    void failsOnARefusedRecordWhereNothingTakesReports() {
        server.put("/" + topic, "{\"mappings\":{\"properties\":{\"n\":{\"type\":\"integer\"}}}}");
        try (var sink = start("behavior.on.malformed.documents=fail")) {
            sink.put(record(topic, 5, null, Map.of("n", "none")));

            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThatThrownBy(() -> sink.put(List.of())).hasMessageContaining(topic + "-0@5"));
        }
    }

    @Test
    void failsWhereTheIndexIsMissingAndMayNotBeCreated() {
        server.put("/_cluster/settings", "{\"persistent\":{\"action.auto_create_index\":\"-forbidden*,+*\"}}");
        try (var sink = start("index.name.format=forbidden-${topic}")) {
            sink.put(record(topic, 0, null, Map.of("n", 1)));

            await().atMost(SOON)
                    .untilAsserted(() -> assertThatThrownBy(() -> sink.put(List.of()))
                            .hasMessageContaining("action.auto_create_index"));
            assertThat(sink.reported()).isEmpty();
        }
    }

    @Test
    void sendsCompressedRequests() {
        try (var sink = start("connection.compression=true")) {
            sink.put(lines(0, 1_000));
            awaitCommitted(sink, 1_000);
        }

        assertThat(server.count(topic)).isEqualTo(1_000);
    }

    private SinkHarness start(String... settings) {
        var config = new HashMap<>(Map.of(
                "name",
                "es",
                "connector.class",
                ElasticsearchSinkConnector.class.getName(),
                "topics",
                topic,
                "linger.ms",
                "5",
                "connection.url",
                server.url().toString()));
        for (var setting : settings) {
            config.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        return SinkHarness.start(config).open(topic, 0);
    }

    private List<SinkRecord> lines(int from, int to) {
        var records = new ArrayList<SinkRecord>();
        for (int i = from; i < to; i++) {
            records.add(record(topic, i, null, "line " + i));
        }
        return records;
    }

    private void awaitCommitted(SinkHarness sink, long offset) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sink.committable(topic)).isEqualTo(offset));
    }
}
