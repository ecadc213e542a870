package io.leat.compatibility.streams;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.compatibility.cluster.JavaClients;
import io.leat.compatibility.cluster.TestCluster;
import io.leat.compatibility.process.RunningProgram;
import io.leat.compatibility.process.StockKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class WordCountTest {
    private static final List<String> WORDS = List.of("log", "topic", "offset", "record", "task", "worker", "sink");
    private static final int PARTITIONS = 3;
    private static final int LINES = 600;
    private static final int KILLS = 2;

    @RegisterExtension
    static final TestCluster CLUSTER = TestCluster.with("PLAINTEXT", Map.of("group.min.session.timeout.ms", "1000"));

    @TempDir
    Path state;

    private final JavaClients clients = JavaClients.of(CLUSTER);

    @Test
    void countsEveryWordExactlyOnceThoughItIsKilledMidway() {
        clients.createTopic(WordCount.INPUT, PARTITIONS, Map.of());
        clients.createTopic(WordCount.OUTPUT, PARTITIONS, Map.of());
        var lines = lines();
        var part = LINES / (KILLS + 1);
        for (var kill = 0; kill < KILLS; kill++) {
            try (var program = start()) {
                send(lines.subList(kill * part, (kill + 1) * part));
                awaitCounts(kill * part * 3 + part);
                program.kill();
            }
        }
        try (var program = start()) {
            send(lines.subList(KILLS * part, LINES));
            awaitCounts(LINES * 3);
            assertThat(program.process().isAlive()).isTrue();
        }

        assertThat(countsByWord()).isEqualTo(expected(lines));
    }

    private RunningProgram start() {
        var program = StockKafka.testProgram(WordCount.class, CLUSTER.bootstrapServers(), state.toString(), "classic")
                .start();
        program.awaitLine("state RUNNING", Duration.ofSeconds(60));
        return program;
    }

    private static List<String> lines() {
        var random = new Random(20_261_123);
        var lines = new ArrayList<String>();
        for (var line = 0; line < LINES; line++) {
            lines.add(word(random) + " " + word(random) + " " + word(random));
        }
        return lines;
    }

    private static String word(Random random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private void send(List<String> lines) {
        try (var producer = clients.producer(Map.of())) {
            var records = new ArrayList<ProducerRecord<String, String>>();
            for (var line : lines) {
                records.add(new ProducerRecord<>(WordCount.INPUT, records.size() % PARTITIONS, null, line));
            }
            JavaClients.sendAll(producer, records);
        }
    }

    private void awaitCounts(int count) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> counts().size() >= count);
    }

    private List<ConsumerRecord<String, String>> counts() {
        return clients.records(WordCount.OUTPUT, "read_committed");
    }

    private Map<String, List<Long>> countsByWord() {
        return counts().stream()
                .collect(groupingBy(
                        ConsumerRecord::key, TreeMap::new, mapping(record -> Long.valueOf(record.value()), toList())));
    }

    /** Each word's counts one by one: a record lost or counted twice would leave a hole or a repetition. */
    private static Map<String, List<Long>> expected(List<String> lines) {
        var expected = new TreeMap<String, List<Long>>();
        for (var word : WORDS) {
            var count = lines.stream()
                    .flatMap(line -> List.of(line.split(" ")).stream())
                    .filter(word::equals)
                    .count();
            expected.put(word, LongStream.rangeClosed(1, count).boxed().toList());
        }
        return expected;
    }
}
