package io.leat.broker;

import static io.leat.broker.Batches.batch;
import static io.leat.broker.Batches.committed;
import static io.leat.broker.Batches.part;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that appends all the time is killed, again and again, over the same folder. */
class KillTest {
    private static final TopicPartition LEFT = new TopicPartition("left", 0);
    private static final TopicPartition RIGHT = new TopicPartition("right", 0);
    private static final TopicPartition PLAIN = new TopicPartition("plain", 0);

    @TempDir
    Path folder;

    @Test
    void losesNothingAcknowledgedWhenKilled() throws Exception {
        killRepeatedly(3);
    }

    @Test
    @Tag("nightly")
    void losesNothingAcknowledgedWhenKilledManyTimes() throws Exception {
        killRepeatedly(40);
    }

    private void killRepeatedly(int rounds) throws Exception {
        var acknowledged = 0L;
        for (var round = 0; round < rounds; round++) {
            acknowledged = killAfter(acknowledged + 50 + 37L * round);
            check(acknowledged);
        }
    }

    /** Returns the last number that the process has reported as acknowledged. */
    private long killAfter(long number) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var last = -1L;
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                last = Long.parseLong(line);
                if (last == number) {
                    // Not through the process itself, which would close the stream with lines still unread.
                    process.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(last).isGreaterThanOrEqualTo(number);
        return last;
    }

    private void check(long acknowledged) {
        try (var broker = Broker.open(BrokerConfig.of(folder, Map.of()))) {
            var right = committed(broker.partition(RIGHT));
            assertThat((long) right.size()).isGreaterThan(acknowledged);
            assertThat(right).isEqualTo(numbers(right.size()));
            assertThat(committed(broker.partition(LEFT))).isEqualTo(right);
            var plain = committed(broker.partition(PLAIN));
            assertThat(plain).startsWith(numbers((int) acknowledged + 1).toArray(String[]::new));
            assertThat(broker.groups().fetch("group").get(PLAIN).offset()).isGreaterThanOrEqualTo(acknowledged);
        }
    }

    private static List<String> numbers(int count) {
        var numbers = new ArrayList<String>();
        for (var number = 0; number < count; number++) {
            numbers.add(String.valueOf(number));
        }
        return numbers;
    }

    /** Goes on from what it finds, and reports each number once every kind of append has acknowledged it. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws Exception {
            var broker = Broker.open(BrokerConfig.of(Path.of(arguments[0]), Map.of()));
            for (var topic : List.of("left", "right", "plain")) {
                if (broker.topics().describe(topic).isEmpty()) {
                    broker.topics().create(topic, 1, Map.of("internal.segment.bytes", "8192"));
                }
            }
            var next = committed(broker.partition(RIGHT)).size();
            var producer = broker.producers().open("writer");
            var plain = committed(broker.partition(PLAIN)).size();
            for (var number = next; ; number++) {
                var value = String.valueOf(number);
                var atomic = producer.append(List.of(part(LEFT, value), part(RIGHT, value)));
                for (; plain <= number; plain++) {
                    broker.partition(PLAIN)
                            .append(batch(String.valueOf(plain)), true)
                            .get();
                }
                var commit = broker.groups().commit("group", Map.of(PLAIN, (long) number));
                atomic.get();
                commit.get();
                System.out.println(number);
                System.out.flush();
            }
        }
    }
}
