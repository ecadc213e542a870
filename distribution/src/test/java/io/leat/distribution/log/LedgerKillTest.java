package io.leat.distribution.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.Broker;
import io.leat.broker.BrokerConfig;
import io.leat.runtime.Ledger;
import io.leat.runtime.Ledger.Figures;
import io.leat.runtime.RequestException;
import io.leat.runtime.TargetState;
import io.leat.runtime.Worker;
import io.leat.runtime.WorkerIdentity;
import io.leat.runtime.Workers;
import io.leat.runtime.config.WorkerSettings;
import io.leat.runtime.log.ReaderSpec;
import io.leat.runtime.task.FakePlugins;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A worker with a source and a sink that filter, split, fail and report by the number in a record is killed with −9 at
 * moments of a seed's choice; in the end its ledger is compared with a count of its own of numbers and of the log.
 */
class LedgerKillTest {

    private static final int NUMBERS = 30_000;

    @TempDir
    Path folder;

    @Test
    void agreesWithAnIndependentCountAfterKills() throws Exception {
        killAndCount(4, 1);
    }

    @Tag("nightly")
    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4, 5, 6, 7, 8, 9})
    void agreesWithAnIndependentCountAfterManyKills(long seed) throws Exception {
        killAndCount(12, seed);
    }

    private void killAndCount(int rounds, long seed) throws Exception {
        var random = new Random(seed);
        for (var round = 0; round < rounds; round++) {
            killAfter(1 + random.nextInt(1_500));
        }
        try (var opened = new Opened(folder)) {
            var expected = expectedOfSource();
            awaitDecided(opened.worker, "source", expected);
            var written = opened.read();
            assertThat(expected.delivered()).isEqualTo(written.size());
            awaitDecided(opened.worker, "sink", expectedOfSink(written));
            assertThat(opened.worker.ledger().report("sink").partitions())
                    .hasSize(CountedConnectors.PARTITIONS)
                    .allSatisfy(partition -> {
                        assertThat(partition.unexplained()).isZero();
                        assertThat(partition.moved()).isZero();
                    });
            windowsAddUp(opened.worker.ledger(), "source", expected.read());
            windowsAddUp(opened.worker.ledger(), "sink", written.size());
        }
    }

    private static void awaitDecided(Worker worker, String connector, Figures expected) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreException(RequestException.NotFound.class)
                .untilAsserted(() ->
                        assertThat(worker.ledger().report(connector).total()).isEqualTo(expected));
    }

    private static void windowsAddUp(Ledger ledger, String connector, long read) {
        try (var windows = ledger.windows(connector, new Ledger.Query(0, Long.MAX_VALUE, 0, Set.of()))) {
            assertThat(windows.mapToLong(window -> window.figures().read()).sum())
                    .isEqualTo(read);
        }
    }

    private static Figures expectedOfSource() {
        return expected(IntStream.range(0, NUMBERS).mapToLong(n -> n).boxed().toList(), 0);
    }

    private static Figures expectedOfSink(List<Long> numbers) {
        return expected(numbers, 1);
    }

    private static Figures expected(List<Long> numbers, int shift) {
        var delivered = 0L;
        var split = 0L;
        var filtered = 0L;
        var skipped = 0L;
        for (var number : numbers) {
            var pieces = CountedConnectors.isSplit(number + shift) ? 3 : 1;
            if (CountedConnectors.isFiltered(number + shift)) {
                filtered++;
            } else if (CountedConnectors.isFailed(number + shift)) {
                skipped++;
            } else {
                split += pieces - 1;
                var reported = shift == 1 && CountedConnectors.isReported(number);
                skipped += reported ? pieces : 0;
                delivered += reported ? 0 : pieces;
            }
        }
        return new Figures(numbers.size(), 0, split, delivered, filtered, 0, skipped, 0, 0, 0);
    }

    /** Kills a worker of its own process so many milliseconds after it has begun to work. */
    private void killAfter(int millis) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            assertThat(lines.lines().anyMatch("working"::equals)).isTrue();
            assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS)).isFalse();
        } finally {
            process.toHandle().destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** What is killed. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) {
            try {
                var opened = new Opened(Path.of(arguments[0]));
                var before = read(opened.worker);
                // Once the source has given all, only the sink may have work left.
                Awaitility.await().until(() -> before == NUMBERS || read(opened.worker) != before);
                System.out.println("working");
                new CountDownLatch(1).await();
            } catch (InterruptedException | RuntimeException e) {
                e.printStackTrace();
                Runtime.getRuntime().halt(1);
            }
        }

        private static long read(Worker worker) {
            try {
                return worker.ledger().report("source").total().read();
            } catch (RequestException.NotFound notYet) {
                return 0;
            }
        }
    }

    /** A worker over the log in a folder; makes its connectors the first time. */
    private static final class Opened implements AutoCloseable {

        private final Broker broker;
        private final EmbeddedLog log;
        private final Worker worker;

        Opened(Path folder) {
            broker = Broker.open(BrokerConfig.of(folder, Map.of("log.min.free.bytes", "0")));
            log = new EmbeddedLog(broker, Set.of());
            log.topics().create(CountedConnectors.TOPIC, CountedConnectors.PARTITIONS, Map.of());
            var settings = Map.of(
                    "offset.flush.interval.ms", "50",
                    "ledger.window.ms", "1000",
                    "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                    "value.converter", "org.apache.kafka.connect.storage.StringConverter");
            worker = Workers.create(
                    WorkerSettings.parse(settings, Set.of()),
                    new WorkerIdentity("test", "4.3.1", "0", "test"),
                    log,
                    new FakePlugins(),
                    Clock.systemUTC());
            worker.start();
            make("source", config(CountedConnectors.Source.class, Map.of()));
            make(
                    "sink",
                    config(CountedConnectors.Sink.class, Map.of("topics", CountedConnectors.TOPIC, "tasks.max", "2")));
        }

        private void make(String name, Map<String, String> config) {
            if (!worker.connectors().contains(name)) {
                worker.create(name, config, TargetState.STARTED);
            }
        }

        private static Map<String, String> config(Class<?> connector, Map<String, String> more) {
            var config = new HashMap<>(more);
            config.put("connector.class", connector.getName());
            config.put("numbers", Integer.toString(NUMBERS));
            config.put("transforms", "decide");
            config.put("transforms.decide.type", CountedConnectors.Decide.class.getName());
            config.put("errors.tolerance", "all");
            return config;
        }

        /** The numbers in the log, in any order. */
        List<Long> read() {
            var numbers = new ArrayList<Long>();
            var spec = new ReaderSpec("count", Optional.empty(), true, 1_000, 1 << 20, Map.of());
            try (var reader = log.reader(spec)) {
                var partitions = IntStream.range(0, CountedConnectors.PARTITIONS)
                        .mapToObj(p -> new TopicPartition(CountedConnectors.TOPIC, p))
                        .toList();
                reader.assign(partitions);
                while (partitions.stream().anyMatch(p -> reader.position(p) < reader.endOffset(p))) {
                    reader.poll(Duration.ofMillis(100))
                            .forEach(record -> numbers.add(Long.parseLong(new String(record.value(), UTF_8))));
                }
            }
            return numbers;
        }

        @Override
        public void close() {
            worker.close();
            broker.close();
        }
    }
}
