package io.leat.broker;

import static io.leat.broker.Batches.committed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.broker.TransactionDriver.Versions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that serves a client's transactions all the time is killed, again and again, over the same folder. */
@Timeout(600)
class TransactionKillTest {
    private static final TopicPartition LEFT = new TopicPartition("left", 0);
    private static final TopicPartition RIGHT = new TopicPartition("right", 0);

    @TempDir
    Path folder;

    @Test
    void keepsTransactionsWholeWhenKilled() throws Exception {
        killRepeatedly(3);
    }

    @Test
    @Tag("nightly")
    void keepsTransactionsWholeWhenKilledManyTimes() throws Exception {
        killRepeatedly(40);
    }

    private void killRepeatedly(int rounds) throws Exception {
        var count = 0;
        for (var round = 0; round < rounds; round++) {
            var acknowledged = killAfter(count + 12 + 7 * round);
            count = check(acknowledged);
        }
    }

    /** Returns how many transactions the process has reported as committed. */
    private int killAfter(int wanted) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-Xmx192m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Server.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var last = -1;
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                last = Integer.parseInt(line);
                if (last == wanted) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(last).isGreaterThanOrEqualTo(wanted);
        return last;
    }

    private int check(int acknowledged) {
        try (var broker = Broker.open(BrokerConfig.of(folder, Map.of()))) {
            var next = new TransactionDriver(broker, "id", Versions.NEW);
            await().until(() -> next.init() == Errors.NONE);
            await().atMost(Duration.ofSeconds(20)).until(() -> isDecided(broker));
            var left = committed(broker.partition(LEFT));
            assertThat(left).hasSizeBetween(acknowledged, acknowledged + 1);
            assertThat(left)
                    .isEqualTo(IntStream.range(0, left.size())
                            .mapToObj(String::valueOf)
                            .toList());
            assertThat(committed(broker.partition(RIGHT))).isEqualTo(left);
            assertThat(broker.groups().fetch("group").get(LEFT).offset()).isEqualTo(left.size());
            return left.size();
        }
    }

    private static boolean isDecided(Broker broker) {
        return List.of(LEFT, RIGHT, new TopicPartition("__consumer_offsets", 0)).stream()
                .map(broker::partition)
                .allMatch(log -> log.lastStableOffset() == log.logEndOffset());
    }

    /** Goes on from what it finds, aborts every third transaction, and reports how many are committed. */
    static final class Server {
        private Server() {}

        public static void main(String[] arguments) {
            var broker = Broker.open(
                    BrokerConfig.of(Path.of(arguments[0]), Map.of("broker.listeners", "PLAINTEXT://127.0.0.1:0")));
            for (var topic : List.of("left", "right")) {
                if (broker.topics().describe(topic).isEmpty()) {
                    broker.topics().create(topic, 1, Map.of());
                }
            }
            var settings = new Properties();
            settings.put(
                    "bootstrap.servers",
                    "127.0.0.1:" + broker.listeners().get(0).port());
            settings.put("transactional.id", "id");
            settings.put("group.id", "group");
            try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
                    var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
                producer.initTransactions();
                transactForEver(
                        producer,
                        consumer.groupMetadata(),
                        committed(broker.partition(RIGHT)).size());
            }
        }

        private static void transactForEver(
                KafkaProducer<String, String> producer, ConsumerGroupMetadata group, int next) {
            for (var round = 0; ; round++) {
                var commit = round % 3 != 2;
                var value = commit ? String.valueOf(next) : "aborted";
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("left", 0, "", value));
                producer.send(new ProducerRecord<>("right", 0, "", value));
                producer.sendOffsetsToTransaction(
                        Map.of(LEFT, new OffsetAndMetadata(next + (commit ? 1 : 100))), group);
                if (commit) {
                    producer.commitTransaction();
                    next++;
                    System.out.println(next);
                    System.out.flush();
                } else {
                    producer.flush();
                    producer.abortTransaction();
                }
            }
        }
    }
}
