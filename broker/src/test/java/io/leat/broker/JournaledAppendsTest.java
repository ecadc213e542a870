package io.leat.broker;

import static io.leat.broker.Batches.batch;
import static io.leat.broker.Batches.committed;
import static io.leat.broker.Batches.part;
import static io.leat.broker.Batches.sequenced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.broker.SimulatedDisk.Unforced;
import io.leat.broker.log.BrokenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Durable appends through the journal: what is forced for them, and what is there after the power was lost. */
class JournaledAppendsTest {
    private static final TopicPartition A = new TopicPartition("a", 0);
    private static final TopicPartition B = new TopicPartition("b", 0);

    @TempDir
    Path temp;

    private final TestPorts ports = new TestPorts();
    private final List<String> forced = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private Broker broker;
    private int cuts;

    @BeforeEach
    void openAndAwaitAJournalFile() throws Exception {
        broker = open(temp.resolve("data"));
        broker.topics().create("a", 1, Map.of());
        broker.topics().create("b", 1, Map.of());
        ports.disk.addListener((path, done) -> {
            if (done) {
                forced.add(path.getFileName().toString());
            }
        });
        broker.partition(A).append(batch("first"), true).get();
        await().until(() -> forced.stream().anyMatch(name -> name.endsWith(".wal")));
        // Until the file is in use; each attempt before costs forces of the segment.
        await().until(() -> {
            forced.clear();
            broker.partition(B).append(batch("warm"), true).get();
            return forcedNow().equals(List.of("wal"));
        });
        forced.clear();
    }

    private Broker open(Path folder) {
        return Broker.open(
                BrokerConfig.of(folder, Map.of("log.min.free.bytes", "0", "log.journal.bytes", "262144")), ports);
    }

    @AfterEach
    void close() {
        release.countDown();
        ports.disk.breakForces(path -> false);
        broker.close();
    }

    /** The kinds of files that were forced. */
    private List<String> forcedNow() {
        return forced.stream()
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .toList();
    }

    private void losePower() {
        var target = temp.resolve("cut-" + cuts++);
        ports.disk.cutTo(temp.resolve("data"), target, Unforced.LOST, 0);
        broker.close();
        broker = open(target);
    }

    @Test
    void forcesTheJournalOnlyForAnAppend() throws Exception {
        broker.partition(A).append(batch("1"), true).get();

        assertThat(forcedNow()).containsExactly("wal");
    }

    @Test
    void forcesOnceForAnAtomicAppendToSeveralPartitions() throws Exception {
        var producer = broker.producers().open("x");
        producer.append(List.of(part(A, "1"), part(B, "1"))).get();
        forced.clear();

        producer.append(List.of(part(A, "2"), part(B, "2"))).get();

        assertThat(forcedNow()).containsExactly("wal");
        assertThat(committed(broker.partition(A))).containsExactly("first", "1", "2");
    }

    @Test
    void raisesTheHighWatermarkOnlyAfterTheForceOfTheJournal() throws Exception {
        ports.disk.addListener((path, done) -> {
            if (!done && path.toString().endsWith(".wal")) {
                awaitRelease();
            }
        });

        var append = broker.partition(A).append(batch("1"), true);

        assertThat(append).isNotDone();
        assertThat(broker.partition(A).highWatermark()).isEqualTo(1);
        release.countDown();
        append.get();
        assertThat(committed(broker.partition(A))).containsExactly("first", "1");
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void forcesTheSegmentForALargeAppend() throws Exception {
        broker.partition(A).append(batch("x".repeat(300_000)), true).get();

        assertThat(forcedNow()).contains("log").doesNotContain("wal");
    }

    @Test
    void touchesNoJournalForWhatNeedNotBeDurable() throws Exception {
        broker.partition(A).append(batch("1"), false).get();

        assertThat(forcedNow()).isEmpty();
    }

    @Test
    void bringsBackAfterAPowerLossWhatOnlyTheJournalHasWithOffsetsAndProducers() throws Exception {
        for (var number = 0; number < 7; number++) {
            broker.partition(A)
                    .appendValidated(sequenced(7, 0, number, "v" + number), true)
                    .get();
        }
        assertThat(forcedNow()).containsOnly("wal");

        losePower();

        assertThat(committed(broker.partition(A))).containsExactly("first", "v0", "v1", "v2", "v3", "v4", "v5", "v6");
        var repeated = broker.partition(A)
                .appendValidated(sequenced(7, 0, 6, "v6"), true)
                .get();
        assertThat(repeated.baseOffset()).isEqualTo(7);
        assertThat(broker.partition(A).logEndOffset()).isEqualTo(8);
    }

    @Test
    void bringsBackAnAtomicAppendThatOnlyTheJournalHas() throws Exception {
        var producer = broker.producers().open("x");
        producer.append(List.of(part(A, "1"), part(B, "1"))).get();
        producer.append(List.of(part(A, "2"), part(B, "2"))).get();

        losePower();

        assertThat(committed(broker.partition(A))).containsExactly("first", "1", "2");
        assertThat(committed(broker.partition(B))).endsWith("1", "2");
    }

    @Test
    void survivesAPowerLossAfterEachOfManyUsesOfItsFiles() throws Exception {
        var expected = new ArrayList<>(List.of("first"));
        for (var number = 0; number < 60; number++) {
            var value = number + "x".repeat(20_000);
            broker.partition(A).append(batch(value), true).get();
            expected.add(value);
        }

        losePower();

        assertThat(committed(broker.partition(A))).isEqualTo(expected);
        try (var files = Files.list(temp.resolve("cut-0"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".wal"))).hasSizeLessThanOrEqualTo(4);
        }
    }

    @Test
    void rebuildsAPartitionWhoseFolderWasNeverForced() throws Exception {
        broker.topics().create("new", 1, Map.of());
        var created = new TopicPartition("new", 0);
        forced.clear();
        broker.partition(created).append(batch("only journaled"), true).get();
        assertThat(forcedNow()).containsOnly("wal");

        losePower();

        assertThat(committed(broker.partition(created))).containsExactly("only journaled");
    }

    @Test
    void givesNothingOfADeletedTopicToANewOneOfTheSameName() throws Exception {
        broker.partition(A).append(batch("old"), true).get();
        broker.topics().delete("a");
        broker.topics().create("a", 1, Map.of());
        broker.partition(A).append(batch("new"), true).get();

        losePower();

        assertThat(committed(broker.partition(A))).containsExactly("new");
    }

    @Test
    void acknowledgesByTheSegmentsWhenTheJournalFails() throws Exception {
        ports.disk.breakForces(path -> path.toString().endsWith(".wal"));

        broker.partition(A).append(batch("1"), true).get();
        broker.producers().open("x").append(List.of(part(A, "2"), part(B, "2"))).get();

        assertThat(forcedNow()).contains("log", "journal").doesNotContain("wal");
        losePower();
        assertThat(committed(broker.partition(A))).containsExactly("first", "1", "2");
        assertThat(committed(broker.partition(B))).endsWith("2");
    }

    @Test
    void losesNothingWhenThePartitionCannotBeForcedInTheBackground() throws Exception {
        broker.partition(A).append(batch("journaled"), true).get();
        ports.disk.breakForces(path -> path.toString().contains("/a-0/"));
        var tooLarge = broker.partition(A).append(batch("x".repeat(300_000)), true);
        assertThat(tooLarge).failsWithin(Duration.ofSeconds(10));
        assertThat(broker.partition(A).online()).isFalse();
        broker.partition(B).append(batch("fine"), true).get();
        ports.disk.breakForces(path -> false);

        losePower();

        assertThat(committed(broker.partition(A))).startsWith("first", "journaled");
        assertThat(committed(broker.partition(B))).endsWith("fine");
    }

    @Test
    void neverBringsBackAnAppendThatWasAnsweredWithAnError() throws Exception {
        var holding = new CountDownLatch(1);
        ports.disk.addListener((path, done) -> {
            if (!done && path.toString().endsWith(".wal") && holding.getCount() > 0) {
                holding.countDown();
                awaitRelease();
            }
        });
        var underWay = broker.partition(A).append(batch("failed while it was journaled"), true);
        holding.await();
        BrokenFiles.under(broker.partition(A)).leaveRoomFor(0);
        assertThat(refused("full")).isInstanceOf(KafkaStorageException.class);
        assertThat(underWay).failsWithin(Duration.ofSeconds(10));
        release.countDown();
        await().until(() -> broker.partition(A).online());

        losePower();

        assertThat(committed(broker.partition(A))).containsExactly("first");
        broker.partition(A).append(batch("next"), true).get();
        assertThat(committed(broker.partition(A))).containsExactly("first", "next");
    }

    private Throwable refused(String value) {
        try {
            broker.partition(A).append(batch(value), true).get();
            return new AssertionError("taken");
        } catch (Exception e) {
            return e instanceof KafkaStorageException ? e : e.getCause();
        }
    }

    @Test
    void keepsTheEntriesOfAPartitionThatCannotBeOpenedUntilItCan() throws Exception {
        broker.partition(A).append(batch("journaled"), true).get();
        var target = temp.resolve("cut-" + cuts++);
        ports.disk.cutTo(temp.resolve("data"), target, Unforced.LOST, 0);
        broker.close();
        var index = target.resolve("a-0/00000000000000000000.index");
        Files.deleteIfExists(index);
        Files.createDirectory(index);
        broker = open(target);
        assertThat(broker.partition(A).online()).isFalse();

        Files.delete(index);

        await().until(() -> broker.partition(A).online());
        assertThat(committed(broker.partition(A))).containsExactly("first", "journaled");
    }

    @Test
    void sharesOneForceAmongManyPartitions() throws Exception {
        broker.topics().create("many", 20, Map.of());
        ports.disk.addListener((path, done) -> {
            if (!done && path.toString().endsWith(".wal")) {
                awaitRelease();
            }
        });
        var appends = new ArrayList<CompletableFuture<?>>();
        forced.clear();
        for (var number = 0; number < 20; number++) {
            appends.add(broker.partition(new TopicPartition("many", number)).append(batch("x"), true));
        }

        release.countDown();
        CompletableFuture.allOf(appends.toArray(CompletableFuture[]::new)).get();

        assertThat(forcedNow()).containsOnly("wal").hasSizeBetween(1, 2);
    }

    @Test
    void leavesNoJournalAfterACleanStop() throws Exception {
        broker.partition(A).append(batch("1"), true).get();

        broker.close();

        assertThat(journalFiles()).isEmpty();
        broker = open(temp.resolve("data"));
        assertThat(committed(broker.partition(A))).containsExactly("first", "1");
    }

    private List<Path> journalFiles() throws IOException {
        try (var files = Files.list(temp.resolve("data"))) {
            return files.filter(file -> file.toString().endsWith(".wal")).toList();
        }
    }
}
