package io.leat.broker;

import static io.leat.broker.Batches.committed;
import static io.leat.broker.Batches.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.broker.SimulatedDisk.Unforced;
import io.leat.broker.transaction.AtomicProducer;
import io.leat.broker.transaction.LongTransactions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Transactions of several appends by a producer of this process, which dies, is replaced or takes too long. */
@Timeout(120)
class LongTransactionTest {
    private static final TopicPartition LEFT = new TopicPartition("left", 0);
    private static final TopicPartition RIGHT = new TopicPartition("right", 0);

    @TempDir
    Path temp;

    private final TestPorts ports = new TestPorts();
    private final List<Moment> moments = new ArrayList<>();
    private volatile int acknowledged;

    /** What had been acknowledged when the power failed, and what the disk held then. */
    private record Moment(Path folder, int acknowledged) {}

    private synchronized void losePower(Path ignoredPath, boolean forced) {
        var moment = new Moment(temp.resolve("cut-" + moments.size()), acknowledged);
        ports.disk.cutTo(
                temp.resolve("data"), moment.folder, forced ? Unforced.BY_CHANCE : Unforced.LOST, moments.size());
        moments.add(moment);
    }

    private static Broker open(Path folder, TestPorts with, Map<String, String> more) {
        var config = new HashMap<>(Map.of("log.min.free.bytes", "0", "log.journal.bytes", "131072"));
        config.putAll(more);
        return Broker.open(BrokerConfig.of(folder, config), with);
    }

    private Broker open() {
        return open(temp.resolve("data"), ports, Map.of());
    }

    private static void makeTopics(Broker broker) {
        broker.topics().create("left", 1, Map.of());
        broker.topics().create("right", 1, Map.of());
    }

    private static LongTransactions transactions(Broker broker, AtomicProducer producer) {
        return broker.producers().longTransactions(producer, LongTransactions.UNTIL_RESTART);
    }

    @Test
    void isThereAsAWholeOrNotAtAllWheneverThePowerFails() {
        try (var broker = open()) {
            makeTopics(broker);
            var producer = broker.producers().open("source");
            var transactions = transactions(broker, producer);
            // so that the files of the topics are complete before they are copied
            producer.append(List.of(part(LEFT, "start"), part(RIGHT, "start"))).join();
            ports.disk.addListener(this::losePower);
            for (var round = 0; round < 3; round++) {
                transactions.append(List.of(part(LEFT, "a" + round))).join();
                transactions
                        .append(List.of(part(LEFT, "b" + round), part(RIGHT, "c" + round)))
                        .join();
                transactions.commit().join();
                acknowledged++;
                // what fits one append goes the shorter way, under the same id
                producer.append(List.of(part(LEFT, "d" + round), part(RIGHT, "e" + round)))
                        .join();
                acknowledged++;
            }
            synchronized (this) {
                moments.forEach(LongTransactionTest::check);
            }
        }
    }

    private static void check(Moment moment) {
        try (var broker = open(moment.folder, new TestPorts(), Map.of())) {
            await().untilAsserted(() -> {
                for (var partition : List.of(LEFT, RIGHT)) {
                    var log = broker.partition(partition);
                    assertThat(log.lastStableOffset())
                            .describedAs("nothing undecided in %s of %s", partition, moment)
                            .isEqualTo(log.logEndOffset());
                }
            });
            var right = new ArrayList<>(committed(broker.partition(RIGHT)));
            var left = new ArrayList<String>();
            if (moment.acknowledged > 0 || !right.isEmpty()) {
                assertThat(right.remove(0)).isEqualTo("start");
                left.add("start");
            }
            assertThat(right.size()).describedAs("%s", moment).isGreaterThanOrEqualTo(moment.acknowledged);
            for (var i = 0; i < right.size(); i++) {
                var round = i / 2;
                assertThat(right.get(i)).isEqualTo((i % 2 == 0 ? "c" : "e") + round);
                left.addAll(i % 2 == 0 ? List.of("a" + round, "b" + round) : List.of("d" + round));
            }
            assertThat(committed(broker.partition(LEFT)))
                    .describedAs("%s", moment)
                    .isEqualTo(left);
        }
    }

    @Test
    void isAbortedAtTheNextStartWhenItsProcessWasKilled() {
        Moment killed;
        try (var broker = open()) {
            makeTopics(broker);
            var transactions = transactions(broker, broker.producers().open("source"));
            transactions
                    .append(List.of(part(LEFT, "lost"), part(RIGHT, "lost")))
                    .join();
            killed = new Moment(temp.resolve("killed"), 0);
            ports.disk.cutTo(temp.resolve("data"), killed.folder, Unforced.BY_CHANCE, 1);
        }
        check(killed);
        try (var broker = open(killed.folder, new TestPorts(), Map.of())) {
            var transactions = transactions(broker, broker.producers().open("source"));
            transactions.append(List.of(part(LEFT, "kept"))).join();
            transactions.commit().join();
            assertThat(committed(broker.partition(LEFT))).containsExactly("kept");
        }
    }

    @Test
    void isAbortedWhenItTakesLongerThanItMay() {
        try (var broker = open(
                temp.resolve("data"),
                ports,
                Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "20"))) {
            makeTopics(broker);
            var producer = broker.producers().open("source");
            var transactions = broker.producers().longTransactions(producer, 1);
            transactions.append(List.of(part(LEFT, "too slow"))).join();
            var log = broker.partition(LEFT);
            await().atMost(Duration.ofSeconds(10)).until(() -> log.lastStableOffset() == 2);
            assertThatThrownBy(() ->
                            transactions.append(List.of(part(LEFT, "later"))).join())
                    .hasRootCauseInstanceOf(InvalidTxnStateException.class)
                    .hasMessageContaining("transaction.timeout.ms");
            assertThatThrownBy(() -> transactions.commit().join())
                    .hasRootCauseInstanceOf(InvalidTxnStateException.class);
            assertThat(committed(log)).isEmpty();
        }
    }

    @Test
    void isFencedAndAbortedWhenANewerProducerTakesTheTransactionalId() {
        try (var broker = open()) {
            makeTopics(broker);
            var producer = broker.producers().open("source");
            var transactions = transactions(broker, producer);
            transactions.append(List.of(part(LEFT, "old"))).join();
            var newer = broker.producers().open("source");
            assertThatThrownBy(() ->
                            transactions.append(List.of(part(LEFT, "older"))).join())
                    .hasRootCauseInstanceOf(ProducerFencedException.class);
            newer.append(List.of(part(LEFT, "new"))).join();
            transactions.close();
            assertThat(committed(broker.partition(LEFT))).containsExactly("new");
        }
    }
}
