package io.leat.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.leat.distribution.RestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apicurio's converter for Avro with a real registry: what a source writes, a sink reads. */
class ApicurioIT {

    private static final int RECORDS = 200;

    private static Registry registry;

    @TempDir
    Path temp;

    @BeforeAll
    static void start() {
        registry = Registry.start();
    }

    @AfterAll
    static void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    @Test
    void takesRecordsThroughAvroWithTheirSchemaInTheRegistry() throws IOException {
        assertRoundTrip("avro", "io.apicurio.registry.utils.converter.AvroConverter");

        assertThat(registry.artifactTypes()).contains("AVRO");
    }

    private void assertRoundTrip(String name, String converter) throws IOException {
        var file = temp.resolve(name + ".ndjson");
        try (var leat = ThirdParty.leat(ThirdParty.dataFolder(name), Map.of(), "apicurio")) {
            ThirdParty.create(
                    leat,
                    "orders",
                    with(
                            converter,
                            Map.of(
                                    "connector.class", "io.leat.connectors.datagen.DatagenSource",
                                    "topic", name,
                                    "quickstart", "orders",
                                    "value.form", "struct",
                                    "records", String.valueOf(RECORDS),
                                    "rate.per.second", "0")));
            ThirdParty.create(
                    leat,
                    "file",
                    with(
                            converter,
                            Map.of(
                                    "connector.class",
                                    "io.leat.connectors.file.FileSinkConnector",
                                    "topics",
                                    name,
                                    "path.template",
                                    file.toString())));

            Awaitility.await("lines in " + file)
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        var status = new RestClient(leat.rest())
                                .get("/connectors?expand=status")
                                .body();
                        if (status.toString().contains("FAILED")) {
                            throw new IllegalStateException(status.toString());
                        }
                        return Files.exists(file) && Files.readAllLines(file).size() == RECORDS;
                    });
            assertThat(Files.readAllLines(file))
                    .allSatisfy(line ->
                            assertThat(new ObjectMapper().readTree(line).size()).isGreaterThan(2));
            try (var topic = new TopicReader(leat.kafka(), name)) {
                assertThat(topic.await(seen -> seen.size() >= RECORDS))
                        .allSatisfy(record -> assertThat(record.headers().lastHeader("apicurio.value.globalId"))
                                .isNotNull());
            }
        }
    }

    private static Map<String, String> with(String converter, Map<String, String> config) {
        var all = new HashMap<>(config);
        all.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        all.put("value.converter", converter);
        all.put("value.converter.apicurio.registry.url", registry.url());
        all.put("value.converter.apicurio.registry.auto-register", "true");
        all.put("value.converter.apicurio.registry.find-latest", "true");
        return all;
    }
}
