package io.leat.broker;

import static io.leat.broker.Batches.batch;
import static io.leat.broker.Batches.committed;
import static io.leat.broker.Batches.part;
import static io.leat.broker.Batches.sequenced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.leat.broker.log.BrokenFiles;
import io.leat.broker.log.Isolation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.record.internal.FileRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partition's files fail; it stops where nothing acknowledged is lost, is read on, and comes back by itself. */
class OfflinePartitionTest {
    private static final TopicPartition A = new TopicPartition("a", 0);
    private static final TopicPartition B = new TopicPartition("b", 0);

    @TempDir
    Path temp;

    private final TestPorts ports = new TestPorts();
    private Broker broker;

    @BeforeEach
    void writeOne() throws Exception {
        broker = open();
        for (var topic : List.of("a", "b")) {
            broker.topics().create(topic, 1, Map.of("index.interval.bytes", "0"));
        }
        broker.partition(A).append(batch("first"), true).get();
    }

    private Broker open() {
        return Broker.open(
                BrokerConfig.of(
                        temp,
                        Map.of(
                                "log.min.free.bytes",
                                "0",
                                "log.journal.bytes",
                                "0",
                                "log.segment.delete.delay.ms",
                                "0")),
                ports);
    }

    @AfterEach
    void close() {
        ports.disk.breakForces(path -> false);
        broker.close();
    }

    private void restart() {
        broker.close();
        broker = open();
    }

    private void refuseToBringBack() {
        ports.disk.breakForces(path -> path.endsWith("a-0/probe.tmp"));
    }

    private void bringBack() {
        ports.disk.breakForces(path -> false);
        await().until(() -> broker.partition(A).online());
    }

    private void assertRefused(String value) {
        var failure = catchThrowable(
                () -> broker.partition(A).append(batch(value), true).get());
        assertThat(failure instanceof ExecutionException ? failure.getCause() : failure)
                .isInstanceOf(KafkaStorageException.class)
                .hasMessageContaining("a-0");
    }

    private void assertReadOnlyAndAlone(String... readable) throws Exception {
        assertThat(broker.partition(A).online()).isFalse();
        assertRefused("refused");
        assertThat(committed(broker.partition(A))).containsExactly(readable);
        broker.partition(B).append(batch("fine"), true).get();
        assertThat(committed(broker.partition(B))).contains("fine");
    }

    private void assertGoesOn(String... expected) throws Exception {
        assertThat(committed(broker.partition(A))).containsExactly(expected);
        assertThat(broker.partition(A).append(batch("next"), true).get().baseOffset())
                .isEqualTo(expected.length);
        restart();
        assertThat(committed(broker.partition(A))).startsWith(expected).endsWith("next");
    }

    @Test
    void isReadOnAndComesBackWithoutAHalfWrittenBatchAfterTheDiskWasFull() throws Exception {
        refuseToBringBack();
        BrokenFiles.under(broker.partition(A)).leaveRoomFor(40);

        assertRefused("half");

        assertReadOnlyAndAlone("first");
        assertThat(Files.size(temp.resolve("a-0/00000000000000000000.log"))).isGreaterThan(100);
        bringBack();
        assertGoesOn("first");
    }

    @Test
    void failsTheAppendsUnderWayAndNeverLetsThemComeBack() throws Exception {
        var forcing = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        ports.disk.addListener((path, done) -> {
            if (!done && path.toString().contains("/a-0/0") && forcing.getCount() > 0) {
                forcing.countDown();
                awaitUninterrupted(release);
            }
        });
        var underWay = broker.partition(A).append(batch("under way"), true);
        forcing.await();
        var behind = broker.partition(A).append(batch("behind"), false);
        BrokenFiles.under(broker.partition(A)).leaveRoomFor(0);

        assertRefused("full");

        assertThatThrownBy(underWay::get).hasCauseInstanceOf(KafkaStorageException.class);
        assertThatThrownBy(behind::get).hasCauseInstanceOf(KafkaStorageException.class);
        release.countDown();
        bringBack();
        assertGoesOn("first");
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void takesARepeatedBatchOfAnIdempotentProducerAfterItsFirstAttemptFailed() throws Exception {
        var partition = broker.partition(A);
        partition.appendValidated(sequenced(7, 0, 0, "one"), true).get();
        BrokenFiles.under(partition).leaveRoomFor(10);
        assertThatThrownBy(() -> partition.appendValidated(sequenced(7, 0, 1, "two"), true))
                .isInstanceOf(KafkaStorageException.class);
        await().until(partition::online);

        partition.appendValidated(sequenced(7, 0, 1, "two"), true).get();
        var repeated =
                partition.appendValidated(sequenced(7, 0, 1, "two"), true).get();

        assertThat(repeated.baseOffset()).isEqualTo(2);
        assertGoesOn("first", "one", "two");
    }

    @Test
    void comesBackWhenANewSegmentCouldNotBeMade() throws Exception {
        broker.topics().alter("a", Map.of("internal.segment.bytes", "100"));
        refuseToBringBack();
        var inTheWay = Files.createDirectories(temp.resolve("a-0/00000000000000000001.log/full"));

        assertRefused("rolls");

        assertReadOnlyAndAlone("first");
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        bringBack();
        assertGoesOn("first");
    }

    @Test
    void comesBackWhenAnIndexCouldNotBeWritten() throws Exception {
        broker.partition(A).append(batch("second"), true).get();
        refuseToBringBack();
        BrokenFiles.unmapIndexes(broker.partition(A));

        assertRefused("not indexed");

        assertThat(broker.partition(A).online()).isFalse();
        bringBack();
        assertGoesOn("first", "second");
    }

    @Test
    void comesBackWhenAReadHasFailed() throws Exception {
        refuseToBringBack();
        var broken = BrokenFiles.under(broker.partition(A)).refuseReads();

        assertThatThrownBy(() -> broker.partition(A).read(0, 100, Isolation.READ_COMMITTED))
                .isInstanceOf(KafkaStorageException.class);

        assertRefused("refused");
        broken.allowReads();
        assertReadOnlyAndAlone("first");
        bringBack();
        assertGoesOn("first");
    }

    @Test
    void comesBackWhenABackgroundTaskHasFailed() throws Exception {
        refuseToBringBack();

        BrokenFiles.reportFailure(broker.partition(A));

        await().until(() -> !broker.partition(A).online());
        assertReadOnlyAndAlone("first");
        bringBack();
        assertGoesOn("first");
    }

    @Test
    void goesOnTryingUntilTheDiskTakesWritesAgain() throws Exception {
        var attempts = new AtomicInteger();
        ports.disk.addListener((path, done) -> {
            if (!done && path.endsWith("a-0/probe.tmp")) {
                attempts.incrementAndGet();
            }
        });
        refuseToBringBack();
        BrokenFiles.under(broker.partition(A)).leaveRoomFor(0);
        assertRefused("full");

        await().until(() -> attempts.get() >= 2);

        assertReadOnlyAndAlone("first");
        bringBack();
        assertGoesOn("first");
    }

    @Test
    void leavesWhatAReaderHasInHandReadableWhileThePartitionComesBack() throws Exception {
        var slice = (FileRecords)
                broker.partition(A).read(0, 1000, Isolation.READ_COMMITTED).records();
        BrokenFiles.under(broker.partition(A)).leaveRoomFor(20);
        assertRefused("full");

        await().until(() -> broker.partition(A).online());

        assertThat(slice.batches()).hasSize(1).allMatch(batch -> batch.isValid());
    }

    @Test
    void decidesAnAtomicAppendWhosePartitionWasOfflineMeanwhile() throws Exception {
        broker.partition(B).append(batch("before"), true).get();
        ports.disk.breakForces(path -> path.endsWith("b-0/probe.tmp"));
        var producer = broker.producers().open("x");
        producer.append(List.of(part(A, "1"), part(B, "1"))).get();
        ports.disk.addListener((path, done) -> {
            // Both parts are on disk; now the intent is forced, and then the markers are due.
            if (!done && path.toString().endsWith(".journal")) {
                await().until(() -> broker.partition(B).highWatermark() == 4);
                BrokenFiles.reportFailure(broker.partition(B));
                await().until(() -> !broker.partition(B).online());
            }
        });

        producer.append(List.of(part(A, "2"), part(B, "2"))).get();

        assertThat(committed(broker.partition(A))).containsExactly("first", "1", "2");
        assertThat(committed(broker.partition(B))).containsExactly("before", "1");
        ports.disk.breakForces(path -> false);
        await().until(() -> broker.partition(B).online());
        await().untilAsserted(() -> assertThat(committed(broker.partition(B))).containsExactly("before", "1", "2"));
    }

    @Test
    void deletesATopicThatIsOffline() throws Exception {
        refuseToBringBack();
        BrokenFiles.under(broker.partition(A)).leaveRoomFor(0);
        assertRefused("full");

        broker.topics().delete("a");

        broker.topics().create("a", 1, Map.of());
        broker.partition(A).append(batch("new"), true).get();
        assertThat(committed(broker.partition(A))).containsExactly("new");
    }

    @Test
    void startsWithoutAPartitionWhoseRecordsAreMissing() throws Exception {
        broker.partition(A).append(batch("second"), true).get();
        broker.partition(B).append(batch("fine"), true).get();
        broker.close();
        Files.delete(temp.resolve(".clean"));
        cut(temp.resolve("a-0/00000000000000000000.log"), 5);

        broker = open();

        assertThat(broker.partition(A).online()).isFalse();
        assertThatThrownBy(() -> committed(broker.partition(A)))
                .isInstanceOf(KafkaStorageException.class)
                .hasMessageContaining("records from offset 1 to 1");
        assertRefused("refused");
        assertThat(committed(broker.partition(B))).containsExactly("fine");
        broker.topics().delete("a");
        broker.topics().create("a", 1, Map.of());
        broker.partition(A).append(batch("new"), true).get();
    }

    private static void cut(Path path, int bytes) throws IOException {
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(file.length() - bytes);
        }
    }

    @Test
    void comesBackWhenItsFilesCouldNotBeOpened() throws Exception {
        broker.close();
        var index = temp.resolve("a-0/00000000000000000000.index");
        Files.delete(index);
        var inTheWay = Files.createDirectory(index);
        broker = open();
        assertRefused("refused");
        assertThat(broker.partition(A).online()).isFalse();
        broker.partition(B).append(batch("fine"), true).get();

        Files.delete(inTheWay);

        await().until(() -> broker.partition(A).online());
        assertGoesOn("first");
    }

    @Test
    void comesBackWhenItsFilesCouldNotBeOpenedAtTheStartAfterACrash() throws Exception {
        broker.close();
        Files.delete(temp.resolve(".clean"));
        var index = temp.resolve("a-0/00000000000000000000.index");
        Files.delete(index);
        var inTheWay = Files.createDirectory(index);
        broker = open();
        assertThat(broker.partition(A).online()).isFalse();

        Files.delete(inTheWay);

        await().until(() -> broker.partition(A).online());
        assertGoesOn("first");
    }

    @Test
    void readsOnlyWhatWasForcedAfterAForceHasFailed() throws Exception {
        broker.partition(A).append(batch("in memory only"), false).get();
        ports.disk.breakForces(path -> path.toString().contains("/a-0/"));

        assertRefused("not forced");

        ports.disk.breakForces(path -> false);
        assertThat(committed(broker.partition(A))).containsExactly("first");
        restart();
        assertThat(broker.partition(A).online()).isTrue();
        assertThat(committed(broker.partition(A))).startsWith("first", "in memory only");
        assertThat(temp.resolve("a-0/force-failed")).doesNotExist();
    }

    @Test
    void saysWhyFilesCannotBeMadeAtTheFirstUseAndGoesOnWhenTheyCan() throws Exception {
        var inTheWay = Files.createFile(temp.resolve("c-1"));
        var partition = new TopicPartition("c", 1);
        broker.topics().create("c", 2, Map.of());

        assertThatThrownBy(() -> broker.partition(partition).append(batch("refused"), true))
                .isInstanceOf(KafkaStorageException.class)
                .hasMessageContaining("c-1");

        broker.partition(new TopicPartition("c", 0)).append(batch("fine"), true).get();
        Files.delete(inTheWay);
        await().until(() -> broker.partition(partition).online());
        broker.partition(partition).append(batch("fine"), true).get();
        assertThat(committed(broker.partition(partition))).containsExactly("fine");
    }
}
