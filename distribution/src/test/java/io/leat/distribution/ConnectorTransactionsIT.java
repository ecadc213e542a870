package io.leat.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.runtime.plugin.JarBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A connector from {@code plugin.path} that counts, in transactions of its own: fifty numbers each, of which it takes every
 * third back. The server is killed twice in the middle.
 */
class ConnectorTransactionsIT {

    private static final int SIZE = 50;
    private static final int NUMBERS = 3_000;
    private static final TopicPartition COUNTED = new TopicPartition("counted", 0);

    private static final String CONNECTOR = """
            package plugin;

            import java.util.List;
            import java.util.Map;
            import org.apache.kafka.common.config.ConfigDef;
            import org.apache.kafka.connect.connector.Task;
            import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
            import org.apache.kafka.connect.source.ExactlyOnceSupport;
            import org.apache.kafka.connect.source.SourceConnector;

            public class CountingConnector extends SourceConnector {
                public String version() { return "1"; }
                public void start(Map<String, String> config) {}
                public Class<? extends Task> taskClass() { return CountingTask.class; }
                public List<Map<String, String>> taskConfigs(int max) { return List.of(Map.of()); }
                public void stop() {}
                public ConfigDef config() { return new ConfigDef(); }
                public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> config) {
                    return ExactlyOnceSupport.SUPPORTED;
                }
                public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> config) {
                    return ConnectorTransactionBoundaries.SUPPORTED;
                }
            }
            """;

    private static final String TASK = """
            package plugin;

            import java.util.ArrayList;
            import java.util.List;
            import java.util.Map;
            import org.apache.kafka.connect.data.Schema;
            import org.apache.kafka.connect.source.SourceRecord;
            import org.apache.kafka.connect.source.SourceTask;

            public class CountingTask extends SourceTask {
                private static final Map<String, String> PARTITION = Map.of("counter", "one");
                private long next;

                public String version() { return "1"; }

                public void start(Map<String, String> config) {
                    var offset = context.offsetStorageReader().offset(PARTITION);
                    next = offset == null ? 0 : ((Number) offset.get("last")).longValue() + 1;
                }

                public List<SourceRecord> poll() throws InterruptedException {
                    Thread.sleep(5);
                    if (next >= 3000) {
                        return null;
                    }
                    var records = new ArrayList<SourceRecord>();
                    for (var i = 0; i < 10; i++) {
                        records.add(new SourceRecord(PARTITION, Map.of("last", next), "counted", 0,
                                Schema.STRING_SCHEMA, Long.toString(next++)));
                    }
                    if (next % 50 == 0) {
                        if (next / 50 % 3 == 0) {
                            context.transactionContext().abortTransaction();
                        } else {
                            context.transactionContext().commitTransaction();
                        }
                    }
                    return records;
                }

                public void stop() {}
            }
            """;

    @TempDir
    Path folder;

    @Test
    void everyTransactionIsThereOnceAndAsAWholeAlthoughTheServerIsKilledTwice() {
        new JarBuilder(folder)
                .source("plugin.CountingConnector", CONNECTOR)
                .source("plugin.CountingTask", TASK)
                .service(SourceConnector.class, "plugin.CountingConnector")
                .write(folder.resolve("plugins/counting/counting.jar"));
        var settings = Map.of("plugin.path", folder.resolve("plugins").toString());
        var leat = LeatProcess.start(folder.resolve("data"), settings);
        try {
            create(leat);
            for (var killAt : List.of(400, 1_200)) {
                awaitNumbers(leat, killAt);
                leat.kill();
                leat = LeatProcess.start(folder.resolve("data"), settings);
            }
            awaitNumbers(leat, NUMBERS / 3 * 2);
            assertThat(numbers(leat))
                    .isEqualTo(LongStream.range(0, NUMBERS)
                            .filter(number -> (number / SIZE + 1) % 3 != 0)
                            .mapToObj(Long::toString)
                            .toList());
            awaitPosition(new RestClient(leat.rest()));
        } finally {
            leat.close();
        }
    }

    private static void create(LeatProcess leat) {
        var created = new RestClient(leat.rest())
                .create(
                        "counter",
                        Map.of(
                                "connector.class", "plugin.CountingConnector",
                                "exactly.once.support", "required",
                                "transaction.boundary", "connector",
                                "offsets.storage.topic", "counter-offsets",
                                "value.converter", "org.apache.kafka.connect.storage.StringConverter"));
        assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
    }

    private static void awaitNumbers(LeatProcess leat, int count) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> numbers(leat).size() >= count);
    }

    /** The last transaction was taken back; its position counts all the same. */
    private static void awaitPosition(RestClient rest) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(rest.get("/connectors/counter/offsets")
                                .body()
                                .at("/offsets/0/offset/last")
                                .asLong())
                        .isEqualTo(NUMBERS - 1L));
    }

    /** What readers of committed records see. */
    private static List<String> numbers(LeatProcess leat) {
        Map<String, Object> settings = Map.of("bootstrap.servers", leat.kafka(), "isolation.level", "read_committed");
        var found = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            if (!consumer.listTopics().containsKey(COUNTED.topic())) {
                return found;
            }
            consumer.assign(List.of(COUNTED));
            consumer.seekToBeginning(List.of(COUNTED));
            long end = consumer.endOffsets(List.of(COUNTED)).get(COUNTED);
            while (consumer.position(COUNTED) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> found.add(record.value()));
            }
        }
        return found;
    }
}
