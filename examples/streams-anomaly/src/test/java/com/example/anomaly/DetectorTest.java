package com.example.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.broker.Broker;
import io.leat.broker.BrokerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a log of Leat in this process, or the cluster that {@code -Dbootstrap.servers} names, with topics of its own. */
class DetectorTest {
    private static final int PARTITIONS = 3;

    @TempDir
    Path folder;

    private Broker broker;
    private String bootstrapServers = System.getProperty("bootstrap.servers", "");

    @BeforeEach
    void open() throws Exception {
        if (bootstrapServers.isEmpty()) {
            var settings = Map.of("broker.listeners", "PLAINTEXT://127.0.0.1:0");
            broker = Broker.open(BrokerConfig.of(folder.resolve("log"), settings));
            bootstrapServers = "127.0.0.1:" + broker.listeners().get(0).port();
        }
        try (var admin = Admin.create(common())) {
            admin.createTopics(List.of(
                            new NewTopic(DetectorTopology.EVENTS, PARTITIONS, (short) 1),
                            new NewTopic(DetectorTopology.ANOMALIES, 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void close() {
        if (broker != null) {
            broker.close();
        }
    }

    private Map<String, Object> common() {
        return Map.of("bootstrap.servers", bootstrapServers);
    }

    @Test
    void reportsEachAnomalyOnceThoughItIsKilledMidway() throws Exception {
        var events = SampleEvents.from(Instant.now().minus(Duration.ofHours(3)));
        var expected = expected(events);
        var half = events.size() / 2;

        var killed = start();
        try {
            send(events.subList(0, half));
            await().atMost(Duration.ofSeconds(60)).until(() -> !anomalies().isEmpty());
        } finally {
            killed.destroyForcibly().waitFor();
        }
        var restarted = start();
        try {
            send(events.subList(half, events.size()));
            send(closing(events));
            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> assertThat(anomalies()).containsExactlyInAnyOrderElementsOf(expected));
            assertThat(restarted.isAlive()).isTrue();
        } finally {
            restarted.destroyForcibly().waitFor();
        }
        assertThat(expected).hasSizeGreaterThan(3);
    }

    private Process start() throws IOException {
        var output = Files.createTempFile("detector", ".out");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Detector.class.getName(),
                        bootstrapServers,
                        folder.resolve("state").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        await("a detector that runs: " + output)
                .atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(output).contains("The detector is RUNNING"));
        return process;
    }

    private void send(List<SecurityEvent> events) throws Exception {
        try (var values = Json.of(SecurityEvent.class).serializer();
                var producer = new KafkaProducer<>(common(), new StringSerializer(), values)) {
            for (var event : events) {
                producer.send(new ProducerRecord<>(DetectorTopology.EVENTS, partition(event), event.actor(), event))
                        .get();
            }
        }
    }

    private static int partition(SecurityEvent event) {
        return Math.floorMod(event.actor().hashCode(), PARTITIONS);
    }

    /** One late event in each partition, which closes every window before it. */
    private static List<SecurityEvent> closing(List<SecurityEvent> events) {
        var late = events.get(events.size() - 1).time().plus(Duration.ofHours(1));
        var closing = new ArrayList<SecurityEvent>();
        for (var number = 0; closing.size() < PARTITIONS; number++) {
            var event = new SecurityEvent("clock-" + number, "login", "failure", "low", late);
            if (partition(event) == closing.size()) {
                closing.add(event);
            }
        }
        return closing;
    }

    /** The anomalies that are committed, as they are now. */
    private List<Anomaly> anomalies() {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        var found = new ArrayList<Anomaly>();
        try (var values = Json.of(Anomaly.class).deserializer();
                var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), values)) {
            var partition = new TopicPartition(DetectorTopology.ANOMALIES, 0);
            consumer.assign(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> found.add(record.value()));
            }
        }
        return found;
    }

    /** The same rule, applied to all events at once. */
    private static List<Anomaly> expected(List<SecurityEvent> events) {
        var window = Baseline.WINDOW.toMillis();
        var counts = new TreeMap<String, TreeMap<Long, Long>>();
        events.stream()
                .filter(SecurityEvent::isSuspicious)
                .forEach(event -> counts.computeIfAbsent(event.actor(), actor -> new TreeMap<>())
                        .merge(event.time().toEpochMilli() / window * window, 1L, Long::sum));
        var anomalies = new ArrayList<Anomaly>();
        counts.forEach((actor, windows) -> {
            var baseline = Baseline.before(windows.firstKey());
            for (var entry : windows.entrySet()) {
                var start = entry.getKey();
                baseline = baseline.at(start);
                if (baseline.isExceededBy(entry.getValue())) {
                    anomalies.add(new Anomaly(
                            actor,
                            Instant.ofEpochMilli(start),
                            Instant.ofEpochMilli(start + window),
                            entry.getValue(),
                            baseline.average()));
                }
                baseline = baseline.with(entry.getValue());
            }
        });
        return anomalies;
    }
}
