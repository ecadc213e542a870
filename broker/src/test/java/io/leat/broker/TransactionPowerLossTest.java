package io.leat.broker;

import static io.leat.broker.Batches.committed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.broker.SimulatedDisk.Unforced;
import io.leat.broker.TransactionDriver.Versions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The power fails, or the process is killed, before and after every force of a client's transactions: beginning,
 * joining, producing, committing offsets, preparing the end, markers, completing. Afterwards each transaction is there as
 * a whole or not at all, those that were acknowledged are, nothing stays undecided, and who was fenced stays so.
 */
@Timeout(180)
class TransactionPowerLossTest {
    private static final TopicPartition LEFT = new TopicPartition("left", 0);
    private static final TopicPartition RIGHT = new TopicPartition("right", 0);
    private static final TopicPartition OFFSETS = new TopicPartition("__consumer_offsets", 0);
    private static final Map<String, String> NO_LIMIT =
            Map.of("log.min.free.bytes", "0", "log.journal.bytes", "131072");

    @TempDir
    Path temp;

    private final TestPorts ports = new TestPorts();
    private final List<Moment> moments = new ArrayList<>();
    private volatile int acknowledged;
    private volatile long producerId = -1;
    private volatile short epoch = -1;

    /** What had been acknowledged when it happened, who was the producer, and what the disk held then. */
    private record Moment(Path folder, int acknowledged, long producerId, short epoch) {}

    private synchronized void fail(Path ignored, boolean forced) {
        var cut = moment();
        ports.disk.cutTo(temp.resolve("data"), cut.folder, forced ? Unforced.BY_CHANCE : Unforced.LOST, moments.size());
        if (!forced) {
            kill(moment().folder);
        }
    }

    private Moment moment() {
        var moment = new Moment(temp.resolve("cut-" + moments.size()), acknowledged, producerId, epoch);
        moments.add(moment);
        return moment;
    }

    /** Leaves everything that was written, as the page cache does. */
    private void kill(Path target) {
        var data = temp.resolve("data");
        try (var paths = Files.walk(data)) {
            for (var path : (Iterable<Path>) paths::iterator) {
                copy(path, target.resolve(data.relativize(path)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try {
            if (Files.isDirectory(from)) {
                Files.createDirectories(to);
            } else if (!from.getFileName().toString().equals(".lock")) {
                Files.copy(from, to);
            }
        } catch (NoSuchFileException e) {
            // Kafka's code has just given a temporary file its name.
            assertThat(from.toString()).endsWith(".tmp");
        }
    }

    private static Broker open(Path folder, TestPorts with) {
        return Broker.open(BrokerConfig.of(folder, NO_LIMIT), with);
    }

    @Test
    void losesNothingOfANewClientAndLeavesNeverHalfATransaction() {
        failAllTheTime(Versions.NEW, true, false);
    }

    @Test
    void losesNothingOfAnOldClientAndLeavesNeverHalfATransaction() {
        failAllTheTime(Versions.OLD, true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Tag("nightly")
    void losesNothingOverManyTransactions(boolean newClient) {
        failAllTheTime(newClient ? Versions.NEW : Versions.OLD, true, false, false, true, true, false);
    }

    private void failAllTheTime(Versions versions, boolean... commits) {
        try (var broker = open(temp.resolve("data"), ports)) {
            broker.topics().create("left", 1, Map.of());
            broker.topics().create("right", 1, Map.of());
            broker.groups().commit("other", Map.of(LEFT, 0L)).join();
            ports.disk.addListener(this::fail);
            transact(broker, versions, commits);
            synchronized (this) {
                assertThat(moments).hasSizeGreaterThan(25);
                moments.forEach(TransactionPowerLossTest::check);
            }
        }
    }

    private void transact(Broker broker, Versions versions, boolean... commits) {
        var client = new TransactionDriver(broker, "id", versions);
        succeed(client.init());
        for (var commit : commits) {
            producerId = client.producerId;
            epoch = client.epoch;
            step(client, commit);
            if (commit) {
                acknowledged++;
            }
            soon("decided").until(() -> isDecided(broker));
        }
    }

    private void step(TransactionDriver client, boolean commit) {
        var value = commit ? String.valueOf(acknowledged) : "aborted";
        if (client.joinsBySteps()) {
            succeed(client.add(LEFT, RIGHT));
            succeed(client.addOffsets("group"));
        }
        succeed(client.produce(LEFT, value));
        succeed(client.produce(RIGHT, value));
        succeed(client.offsets("group", LEFT, acknowledged + (commit ? 1 : 100)));
        succeed(client.end(commit));
    }

    private static void succeed(Errors error) {
        assertThat(error).isEqualTo(Errors.NONE);
    }

    private static boolean isDecided(Broker broker) {
        return List.of(LEFT, RIGHT, OFFSETS).stream()
                .map(broker::partition)
                .allMatch(log -> log.lastStableOffset() == log.logEndOffset());
    }

    private static void check(Moment moment) {
        try (var broker = open(moment.folder, new TestPorts())) {
            var next = new TransactionDriver(broker, "id", Versions.NEW);
            soon("init in " + moment).until(() -> next.init() == Errors.NONE);
            await().alias("decided in " + moment).atMost(Duration.ofSeconds(20)).until(() -> isDecided(broker));
            var left = committed(broker.partition(LEFT));
            assertThat(left)
                    .describedAs("committed in %s", moment)
                    .hasSizeBetween(moment.acknowledged, moment.acknowledged + 1);
            assertThat(left)
                    .isEqualTo(IntStream.range(0, left.size())
                            .mapToObj(String::valueOf)
                            .toList());
            assertThat(committed(broker.partition(RIGHT)))
                    .describedAs("the other half in %s", moment)
                    .isEqualTo(left);
            assertThat(offset(broker)).describedAs("offset in %s", moment).isEqualTo(left.size());
            if (moment.producerId >= 0) {
                checkFenced(broker, moment);
            }
        }
    }

    private static ConditionFactory soon(String what) {
        return await().alias(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(20));
    }

    private static long offset(Broker broker) {
        var stored = broker.groups().fetch("group").get(LEFT);
        return stored == null ? 0 : stored.offset();
    }

    private static void checkFenced(Broker broker, Moment moment) {
        for (var versions : List.of(Versions.OLD, Versions.NEW)) {
            var zombie = new TransactionDriver(broker, "id", versions);
            zombie.producerId = moment.producerId;
            zombie.epoch = moment.epoch;
            assertThat(zombie.add(LEFT)).isNotEqualTo(Errors.NONE);
            assertThat(zombie.produce(LEFT, "zombie")).isNotEqualTo(Errors.NONE);
            assertThat(zombie.end(true)).isNotEqualTo(Errors.NONE);
        }
    }
}
