package io.leat.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.connectors.elasticsearch.ElasticsearchServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job: the lines of a rotating log file arrive in Elasticsearch, whatever happens on the way. */
class FileToElasticsearchIT {

    private static final int LINES = 200_000;
    private static final int LINES_PER_FILE = 25_000;

    @TempDir
    private Path folder;

    private static ElasticsearchServer elasticsearch;

    @BeforeAll
    static void startElasticsearch() {
        elasticsearch = ElasticsearchServer.start();
    }

    @AfterAll
    static void stopElasticsearch() {
        elasticsearch.close();
    }

    @Test
    void everyLineArrivesExactlyOnceAlthoughTheProcessIsKilledThreeTimes() {
        var index = new Index(elasticsearch.url(), "killed");
        var log = new RotatingLog(folder.resolve("logs"), LINES_PER_FILE);
        var leat = LeatProcess.start(folder.resolve("data"), Map.of());
        try {
            register(leat, "killed", log, elasticsearch.url());
            var written = log.write(LINES);
            for (long killAt : new long[] {LINES / 5, LINES / 2, LINES * 4L / 5}) {
                awaitCount(index, killAt);
                leat.kill();
                leat = LeatProcess.start(folder.resolve("data"), Map.of());
            }
            written.join();
            awaitCount(index, LINES);
            assertThat(index.lines().cardinality()).isEqualTo(LINES);
            assertThat(index.count()).isEqualTo(LINES);
            assertThat(leat.stop()).isEqualTo(143);
        } finally {
            leat.close();
        }
    }

    static void register(LeatProcess leat, String name, RotatingLog log, URI elasticsearch) {
        var rest = new RestClient(leat.rest());
        var source = rest.create(
                name + "-source",
                Map.of(
                        "connector.class",
                        "io.leat.connectors.file.FileSourceConnector",
                        "include",
                        log.pattern(),
                        "topic",
                        name,
                        "value.converter",
                        "org.apache.kafka.connect.storage.StringConverter"));
        assertThat(source.status()).as(source.body().toString()).isEqualTo(201);
        var sink = rest.create(
                name + "-sink",
                Map.of(
                        "connector.class", "io.leat.connectors.elasticsearch.ElasticsearchSinkConnector",
                        "topics", name,
                        "connection.url", elasticsearch.toString(),
                        "key.ignore", "true",
                        "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                        "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                        "value.converter.schemas.enable", "false"));
        assertThat(sink.status()).as(sink.body().toString()).isEqualTo(201);
    }

    static void awaitCount(Index index, long count) {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> index.count() >= count);
    }
}
