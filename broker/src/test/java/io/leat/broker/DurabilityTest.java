package io.leat.broker;

import static io.leat.broker.Batches.batch;
import static io.leat.broker.Batches.committed;
import static io.leat.broker.Batches.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.broker.log.Isolation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When appends become visible and acknowledged, and what a failing disk does to them; each partition forced by itself. */
class DurabilityTest {
    private static final TopicPartition A = new TopicPartition("a", 0);
    private static final TopicPartition B = new TopicPartition("b", 0);

    @TempDir
    Path temp;

    private final TestPorts ports = new TestPorts();
    private final CountDownLatch release = new CountDownLatch(1);
    private Broker broker;

    @BeforeEach
    void open() {
        broker = Broker.open(BrokerConfig.of(temp, Map.of("log.min.free.bytes", "0", "log.journal.bytes", "0")), ports);
        broker.topics().create("a", 1, Map.of());
        broker.topics().create("b", 1, Map.of());
    }

    @AfterEach
    void close() {
        release.countDown();
        broker.close();
    }

    private void holdForcesOf(TopicPartition partition) {
        ports.disk.addListener((path, done) -> {
            if (!done && path.toString().contains("/" + partition + "/")) {
                awaitRelease();
            }
        });
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isOf(TopicPartition partition, Path path) {
        return path.toString().contains("/" + partition);
    }

    @Test
    void raisesTheHighWatermarkOnlyAfterTheForce() throws Exception {
        holdForcesOf(A);

        var append = broker.partition(A).append(batch("1"), true);

        assertThat(append).isNotDone();
        assertThat(broker.partition(A).highWatermark()).isZero();
        assertThat(committed(broker.partition(A))).isEmpty();
        release.countDown();
        assertThat(append.get().baseOffset()).isZero();
        assertThat(committed(broker.partition(A))).containsExactly("1");
    }

    @Test
    void showsAnAppendThatNeedNotBeDurableAtOnceUnlessADurableOneLiesBelow() throws Exception {
        assertThat(broker.partition(A).append(batch("1"), false)).isDone();
        assertThat(committed(broker.partition(A))).containsExactly("1");

        holdForcesOf(A);
        var durable = broker.partition(A).append(batch("2"), true);
        var later = broker.partition(A).append(batch("3"), false);

        assertThat(later).isNotDone();
        assertThat(committed(broker.partition(A))).containsExactly("1");
        release.countDown();
        durable.get();
        later.get();
        assertThat(committed(broker.partition(A))).containsExactly("1", "2", "3");
    }

    @Test
    void sharesOneForceAmongAppendsThatComeWhileAnotherIsRunning() throws Exception {
        broker.partition(A).append(batch("first"), true).get();
        var forces = new AtomicInteger();
        ports.disk.addListener((path, done) -> {
            if (done && path.toString().endsWith(".log") && isOf(A, path)) {
                forces.incrementAndGet();
            }
        });
        holdForcesOf(A);

        var appends = IntStream.range(0, 50)
                .mapToObj(number -> broker.partition(A).append(batch("x"), true))
                .toList();
        release.countDown();
        for (var append : appends) {
            append.get();
        }

        assertThat(forces.get()).isBetween(1, 2);
    }

    @Test
    void tellsListenersWhenRecordsBecomeVisible() throws Exception {
        holdForcesOf(A);
        var calls = new AtomicInteger();
        broker.partition(A).addListener(calls::incrementAndGet);

        var append = broker.partition(A).append(batch("1"), true);
        assertThat(calls.get()).isZero();
        release.countDown();
        append.get();

        await().until(() -> calls.get() > 0);
    }

    @Test
    void takesNoWritesUntilTheNextStartWhenAForceFailsAndLeavesOthersAlone() throws Exception {
        broker.partition(A).append(batch("kept"), true).get();
        ports.disk.breakForces(path -> isOf(A, path));

        var append = broker.partition(A).append(batch("lost"), true);

        assertThatThrownBy(append::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(KafkaStorageException.class)
                .hasMessageContaining("a-0")
                .hasMessageContaining("offline");
        ports.disk.breakForces(path -> false);
        assertThat(broker.partition(A).online()).isFalse();
        assertThatThrownBy(() -> broker.partition(A).append(batch("refused"), true))
                .isInstanceOf(KafkaStorageException.class);
        assertThat(committed(broker.partition(A))).containsExactly("kept");
        broker.partition(B).append(batch("fine"), true).get();
        assertThat(committed(broker.partition(B))).containsExactly("fine");
    }

    @Test
    void recoversAPartitionThatWasOfflineAtTheNextStart() throws Exception {
        broker.partition(A).append(batch("kept"), true).get();
        ports.disk.breakForces(path -> isOf(A, path));
        assertThatThrownBy(broker.partition(A).append(batch("unknown"), true)::get)
                .isInstanceOf(ExecutionException.class);
        broker.close();

        ports.disk.breakForces(path -> false);
        broker = Broker.open(BrokerConfig.of(temp, Map.of("log.min.free.bytes", "0", "log.journal.bytes", "0")), ports);

        assertThat(broker.partition(A).online()).isTrue();
        assertThat(committed(broker.partition(A))).startsWith("kept");
        broker.partition(A).append(batch("again"), true).get();
    }

    @Test
    void hidesAnAtomicAppendUntilAllItsPartitionsAreForced() throws Exception {
        holdForcesOf(B);

        var append = broker.producers().open("x").append(List.of(part(A, "1"), part(B, "2")));

        await().until(() -> broker.partition(A).highWatermark() == 1);
        assertThat(Batches.values(broker.partition(A), Isolation.READ_UNCOMMITTED))
                .containsExactly("1");
        assertThat(committed(broker.partition(A))).isEmpty();
        assertThat(broker.partition(A).lastStableOffset()).isZero();
        release.countDown();
        append.get();
        assertThat(committed(broker.partition(A))).containsExactly("1");
        assertThat(committed(broker.partition(B))).containsExactly("2");
    }

    @Test
    void abortsAnAtomicAppendOfWhichOnePartitionFailsAndAllThatFollow() throws Exception {
        broker.partition(B).append(batch("before"), true).get();
        holdForcesOf(A);
        var producer = broker.producers().open("x");
        ports.disk.breakForces(path -> isOf(B, path));

        var failing = producer.append(List.of(part(A, "1"), part(B, "2")));
        var following = producer.append(List.of(part(A, "3")));
        release.countDown();

        assertThatThrownBy(failing::get).hasCauseInstanceOf(KafkaStorageException.class);
        assertThatThrownBy(following::get).hasCauseInstanceOf(KafkaStorageException.class);
        assertThatThrownBy(producer.append(List.of(part(A, "4")))::get).hasCauseInstanceOf(KafkaStorageException.class);
        assertThat(committed(broker.partition(A))).isEmpty();
        broker.producers().open("x").append(List.of(part(A, "5"))).get();
        assertThat(committed(broker.partition(A))).containsExactly("5");
    }

    @Test
    void keepsAFailedAtomicAppendAbortedOverTheNextStart() throws Exception {
        broker.partition(B).append(batch("before"), true).get();
        ports.disk.breakForces(path -> isOf(B, path));
        assertThatThrownBy(broker.producers().open("x").append(List.of(part(A, "1"), part(B, "2")))::get)
                .hasCauseInstanceOf(KafkaStorageException.class);
        broker.close();

        ports.disk.breakForces(path -> false);
        broker = Broker.open(BrokerConfig.of(temp, Map.of("log.min.free.bytes", "0", "log.journal.bytes", "0")), ports);

        assertThat(committed(broker.partition(A))).isEmpty();
        assertThat(committed(broker.partition(B))).containsExactly("before");
    }

    @Test
    void refusesAtomicAppendsWhenTheJournalFailsButNoOthers() throws Exception {
        var producer = broker.producers().open("x");
        ports.disk.breakForces(path -> path.toString().endsWith(".journal"));

        assertThatThrownBy(producer.append(List.of(part(A, "1"), part(B, "2")))::get)
                .hasCauseInstanceOf(KafkaStorageException.class)
                .hasMessageContaining("journal");

        ports.disk.breakForces(path -> false);
        assertThat(committed(broker.partition(A))).isEmpty();
        assertThatThrownBy(broker.producers().open("y").append(List.of(part(A, "3")))::get)
                .hasCauseInstanceOf(KafkaStorageException.class);
        broker.partition(A).append(batch("plain"), true).get();
        assertThat(committed(broker.partition(A))).containsExactly("plain");
    }

    @Test
    void decidesAnAtomicAppendOnlyAfterItsIntentIsForced() throws Exception {
        var producer = broker.producers().open("x");
        ports.disk.addListener((path, done) -> {
            if (!done && path.toString().endsWith(".journal")) {
                awaitRelease();
            }
        });

        var append = producer.append(List.of(part(A, "1"), part(B, "2")));

        await().until(() ->
                broker.partition(A).highWatermark() == 1 && broker.partition(B).highWatermark() == 1);
        assertThat(append).isNotDone();
        assertThat(committed(broker.partition(A))).isEmpty();
        release.countDown();
        append.get();
        assertThat(committed(broker.partition(A))).containsExactly("1");
    }

    @Test
    void keepsAFailedAtomicAppendAbortedThoughItsOnlyPartitionCannotBeTold() throws Exception {
        broker.partition(B).append(batch("before"), true).get();
        ports.disk.breakForces(path -> isOf(B, path));
        assertThatThrownBy(broker.producers().open("x").append(List.of(part(B, "failed")))::get)
                .hasCauseInstanceOf(KafkaStorageException.class);
        broker.close();

        ports.disk.breakForces(path -> false);
        broker = Broker.open(BrokerConfig.of(temp, Map.of("log.min.free.bytes", "0", "log.journal.bytes", "0")), ports);

        assertThat(Batches.values(broker.partition(B), Isolation.READ_COMMITTED))
                .containsExactly("before");
        assertThat(broker.partition(B).logEndOffset()).isGreaterThan(2);
    }

    @Test
    void waitsForNoForceWhereTheSettingsSaySo() throws Exception {
        broker.close();
        broker = Broker.open(
                BrokerConfig.of(
                        temp, Map.of("log.durability", "os", "log.min.free.bytes", "0", "log.journal.bytes", "0")),
                ports);
        ports.disk.breakForces(path -> isOf(A, path) || path.toString().endsWith(".journal"));

        assertThat(broker.partition(A).append(batch("1"), true)).isDone();
        broker.producers().open("x").append(List.of(part(A, "2"))).get();

        assertThat(committed(broker.partition(A))).containsExactly("1", "2");
        ports.disk.breakForces(path -> false);
    }
}
