package io.leat.broker.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.broker.Batches;
import io.leat.broker.disk.Force;
import io.leat.broker.disk.ForceThreads;
import io.leat.broker.disk.FreeSpace;
import io.leat.broker.journal.AppendJournal;
import io.leat.broker.journal.JournalFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start after a crash looks at, and what it makes of damaged files. */
class TailRepairTest {
    private static final TopicPartition P = new TopicPartition("t", 0);
    private static final Uuid ID = Uuid.randomUuid();
    private static final String SEGMENT = "00000000000000000000";

    @TempDir
    Path temp;

    private final ForceThreads forceThreads = new ForceThreads();
    private final List<PartitionLogs> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(PartitionLogs::close);
        forceThreads.close();
    }

    private PartitionLogs open(Path folder, Map<String, String> topic) throws IOException {
        Files.createDirectories(folder);
        var freeSpace = new FreeSpace(() -> 0, 0, System::nanoTime);
        var place = new JournalFolder(folder, Force.DISK, forceThreads, freeSpace, System::nanoTime);
        var environment = new LogEnvironment(
                Force.DISK,
                forceThreads,
                freeSpace,
                AppendJournal.open(place, 0, false),
                Durability.FSYNC,
                Duration.ofDays(1),
                Time.SYSTEM);
        var cleaner = new CleanerSettings(1, 1 << 20, 1 << 20, Duration.ofSeconds(15));
        var logs = new PartitionLogs(folder, false, cleaner, environment);
        logs.open(List.of(new PartitionLogs.Spec(P, ID, LogSettings.of(Map.of(), topic))), 2);
        opened.add(logs);
        return logs;
    }

    private static ServedLog partition(PartitionLogs logs) {
        return logs.find(P).orElseThrow();
    }

    /** What a kill leaves. A file that gets another name while it is copied makes for a second try. */
    private Path crash(Path folder, String name) {
        var tries = new AtomicInteger();
        return await("a copy of " + folder)
                .ignoreExceptions()
                .until(() -> copy(folder, temp.resolve(name + tries.incrementAndGet())), Files::exists);
    }

    private static Path copy(Path folder, Path to) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(folder.relativize(file).toString()));
            }
        }
        return to;
    }

    private static void append(ServedLog partition, int kilobytes) throws Exception {
        for (var kilobyte = 0; kilobyte < kilobytes; kilobyte += 4) {
            partition.append(Batches.batch("x".repeat(2000)), true).get();
        }
    }

    @Test
    void looksOnlyAtWhatCameAfterTheLastCheckpoint() throws Exception {
        var logs = open(temp.resolve("data"), Map.of());
        append(partition(logs), 4000);
        logs.writeCheckpoints();
        append(partition(logs), 80);
        var copy = crash(temp.resolve("data"), "crashed");

        var recovered = open(copy, Map.of());

        assertThat(recovered.recoveredBytes()).isBetween(80_000L, 100_000L);
        assertThat(Batches.committed(partition(recovered))).hasSize(1020);
        assertThat(copy.resolve("t-0/" + SEGMENT + ".index")).hasSize(10 << 20);
    }

    @Test
    void keepsAFewProducerSnapshotsBetweenSegmentsHoweverManyCheckpointsThereAre() throws Exception {
        var logs = open(temp.resolve("data"), Map.of());
        for (var round = 0; round < 12; round++) {
            append(partition(logs), 1100);
            logs.writeCheckpoints();
        }

        try (var files = Files.list(temp.resolve("data/t-0"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".snapshot")))
                    .hasSize(8);
        }
    }

    /** A client may have five under way, and sends them all again. */
    @Test
    void knowsTheLastFiveBatchesOfAProducerAfterEachOfTwoCrashes() throws Exception {
        var logs = open(temp.resolve("data"), Map.of());
        for (var sequence = 0; sequence < 5; sequence++) {
            partition(logs)
                    .appendValidated(Batches.sequenced(7, 0, sequence, "a"), true)
                    .get();
        }
        append(partition(logs), 1100);
        logs.writeCheckpoints();
        var once = crash(temp.resolve("data"), "crashed");
        open(once, Map.of());
        var twice = crash(once, "crashed again");

        var recovered = partition(open(twice, Map.of()));

        for (var sequence = 0; sequence < 5; sequence++) {
            assertThat(recovered
                            .appendValidated(Batches.sequenced(7, 0, sequence, "a"), true)
                            .get()
                            .baseOffset())
                    .isEqualTo(sequence);
        }
    }

    /** Kafka's code removes what was written down of producers in the middle of a segment that is not the last. */
    @Test
    void knowsAnOpenTransactionWhenAllThatWasWrittenDownOfProducersIsInAnOlderSegment() throws Exception {
        var topic = Map.of("internal.segment.bytes", "20000");
        var before = open(temp.resolve("data"), topic);
        partition(before).appendValidated(Batches.sequenced(7, 0, 0, "a"), true).get();
        before.close();
        makeOld(temp.resolve("data/t-0/00000000000000000001.snapshot"));
        var logs = open(temp.resolve("data"), topic);
        append(partition(logs), 60);
        var transaction = Batches.builder("b");
        transaction.setProducerState(8, (short) 0, 0, true);
        var written = partition(logs).write(transaction.build(), true);
        written.done().get();
        var copy = crash(temp.resolve("data"), "crashed");
        makeOld(copy.resolve("t-0/00000000000000000001.snapshot"));

        var recovered = partition(open(copy, topic));

        assertThat(recovered.undecided())
                .containsExactly(new UndecidedLog.Undecided(
                        8, (short) 0, written.appended().baseOffset()));
    }

    private static void makeOld(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    }

    /** An abort makes Kafka's recovery read the segment anew, for which it removes what was written down within it. */
    @Test
    void staysInServiceWhenOpeningRemovesWhatWasWrittenDownOfProducers() throws Exception {
        var logs = open(temp.resolve("data"), Map.of());
        partition(logs).appendValidated(Batches.sequenced(7, 0, 0, "a"), true).get();
        append(partition(logs), 1100);
        logs.writeCheckpoints();
        var transaction = Batches.builder("b");
        transaction.setProducerState(8, (short) 0, 0, true);
        partition(logs).write(transaction.build(), true);
        partition(logs).decide(8, (short) 0, false, true).done().get();
        var copy = crash(temp.resolve("data"), "crashed");
        try (var files = Files.list(copy.resolve("t-0"))) {
            for (var snapshot :
                    files.filter(file -> file.toString().endsWith(".snapshot")).toList()) {
                Files.setLastModifiedTime(snapshot, FileTime.fromMillis(0));
            }
        }

        var recovered = partition(open(copy, Map.of()));

        assertThat(recovered.online()).isTrue();
        assertThat(recovered
                        .appendValidated(Batches.sequenced(7, 0, 0, "a"), true)
                        .get()
                        .baseOffset())
                .isZero();
    }

    @Test
    void knowsTheProducersOfAnActiveSegmentThatItDoesNotRead() throws Exception {
        var logs = open(temp.resolve("data"), Map.of());
        partition(logs).appendValidated(Batches.sequenced(7, 0, 0, "a"), true).get();
        append(partition(logs), 1100);
        logs.writeCheckpoints();
        var copy = crash(temp.resolve("data"), "crashed");

        var recovered = partition(open(copy, Map.of()));

        var repeated =
                recovered.appendValidated(Batches.sequenced(7, 0, 0, "a"), true).get();
        assertThat(repeated.baseOffset()).isZero();
    }

    @Test
    void refusesAPartitionThatLacksWhatWasOnDiskAndChangesNothing() throws Exception {
        var logs = open(temp.resolve("data"), Map.of());
        append(partition(logs), 100);
        logs.writeCheckpoints();
        var copy = crash(temp.resolve("data"), "crashed");
        var log = copy.resolve("t-0/" + SEGMENT + ".log");
        var size = Files.size(log) - 10;
        try (var file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(size);
        }

        var partition = partition(open(copy, Map.of()));

        assertThat(partition.online()).isFalse();
        assertThatThrownBy(() -> partition.read(0, 100, Isolation.READ_COMMITTED))
                .isInstanceOf(KafkaStorageException.class)
                .hasMessageContaining("offset 24");
        assertThat(Files.size(log)).isEqualTo(size);
    }

    /** Whatever is damaged beyond the recovery point, the log reads like one that ended there or later. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void endsAtTheFirstDamagedBatchWithIndexesAsIfNothingHadHappened(long seed) throws Exception {
        damageAndCompare(seed);
    }

    @RepeatedTest(200)
    @Tag("nightly")
    void endsAtTheFirstDamagedBatchWhateverTheDamage() throws Exception {
        damageAndCompare(System.nanoTime());
    }

    private void damageAndCompare(long seed) throws Exception {
        var random = new Random(seed);
        var topic = Map.of(
                "internal.segment.bytes", String.valueOf(4000 + random.nextInt(60_000)), "index.interval.bytes", "300");
        var data = temp.resolve("data");
        var logs = open(data, topic);
        var values = write(partition(logs), random, 0);
        if (random.nextInt(4) > 0) {
            logs.writeCheckpoints();
        }
        var safe = sizes(data.resolve("t-0"));
        var acknowledged = values.size();
        values.addAll(write(partition(logs), random, values.size()));
        var copy = crash(data, "crashed");
        if (!Files.exists(copy.resolve("recovery-point-offset-checkpoint"))) {
            safe.clear();
            acknowledged = 0;
        }
        damage(copy.resolve("t-0"), safe, random);

        var recovered = partition(open(copy, topic));

        var found = Batches.values(recovered, Isolation.READ_UNCOMMITTED);
        assertThat(found).describedAs("seed %s", seed).hasSizeGreaterThanOrEqualTo(acknowledged);
        assertThat(found).isEqualTo(values.subList(0, found.size()));
        assertSameIndexes(recovered, data, topic);
    }

    private static List<String> write(ServedLog partition, Random random, int from) throws Exception {
        var values = new ArrayList<String>();
        var batches = 30 + random.nextInt(100);
        for (var batch = 0; batch < batches; batch++) {
            var value = (from + values.size()) + "x".repeat(random.nextInt(400));
            if (random.nextInt(5) == 0) {
                var producer = 100 + from + batch;
                var builder = Batches.builder(value);
                builder.setProducerState(producer, (short) 0, 0, true);
                partition.write(builder.build(), true);
                partition
                        .decide(producer, (short) 0, random.nextBoolean(), true)
                        .done()
                        .get();
            } else {
                partition.append(Batches.batch(value), true).get();
            }
            values.add(value);
        }
        return values;
    }

    private static Map<Path, Long> sizes(Path folder) throws IOException {
        var sizes = new HashMap<Path, Long>();
        try (var files = Files.list(folder)) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".log")).toList()) {
                sizes.put(file.getFileName(), Files.size(file));
            }
        }
        return sizes;
    }

    /** Damages the end of the log beyond what is safe, and any index or snapshot that was not forced when it was rolled. */
    private static void damage(Path folder, Map<Path, Long> safe, Random random) throws IOException {
        List<Path> files;
        try (var list = Files.list(folder)) {
            files = list.sorted().toList();
        }
        var logs =
                files.stream().filter(path -> path.toString().endsWith(".log")).toList();
        var active = logs.get(logs.size() - 1);
        damageOne(active, safe.getOrDefault(active.getFileName(), 0L), random);
        var base = active.getFileName().toString().replace(".log", "");
        for (var suffix : List.of(".index", ".timeindex")) {
            var index = folder.resolve(base + suffix);
            switch (random.nextInt(4)) {
                case 0 -> Files.delete(index);
                case 1 -> loseBlocks(index, random);
                default -> {}
            }
        }
        if (random.nextInt(3) == 0) {
            for (var file : files) {
                if (file.toString().endsWith(".snapshot")) {
                    damageOne(file, 0, random);
                }
            }
        }
    }

    /** Zeros in the place of some entries, or of all from one on: blocks that never came to the disk. */
    private static void loseBlocks(Path path, Random random) throws IOException {
        var content = Files.readAllBytes(path);
        var used = content.length;
        while (used > 0 && content[used - 1] == 0) {
            used--;
        }
        if (used > 0) {
            var from = random.nextInt(used);
            var to = random.nextBoolean() ? used : from + random.nextInt(used - from);
            Arrays.fill(content, from, to, (byte) 0);
            Files.write(path, content);
        }
    }

    private static void damageOne(Path path, long from, Random random) throws IOException {
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            var used = Math.min(file.length(), from + 20_000);
            if (used <= from) {
                return;
            }
            var at = from + random.nextInt((int) (used - from));
            switch (random.nextInt(4)) {
                case 0 -> file.setLength(at);
                case 1 -> {
                    file.seek(at);
                    file.write(new byte[(int) (file.length() - at)]);
                }
                case 2 -> {
                    file.seek(at);
                    var found = file.read();
                    file.seek(at);
                    file.write(found ^ (1 << random.nextInt(8)));
                }
                default -> {}
            }
        }
    }

    /** Compares with what Kafka's own recovery makes of the same records. */
    private void assertSameIndexes(ServedLog recovered, Path data, Map<String, String> topic) throws Exception {
        var oracle = partition(open(oracle(data, recovered), topic));
        assertThat(oracle.logEndOffset()).isEqualTo(recovered.logEndOffset());
        assertThat(oracle.undecided()).isEqualTo(recovered.undecided());
        assertThat(Batches.committed(oracle)).isEqualTo(Batches.committed(recovered));
        for (var offset = 0L; offset < recovered.logEndOffset(); offset += 7) {
            var expected = oracle.read(offset, 500, Isolation.READ_COMMITTED);
            var actual = recovered.read(offset, 500, Isolation.READ_COMMITTED);
            assertThat(actual.nextOffset()).isEqualTo(expected.nextOffset());
            assertThat(actual.abortedTransactions())
                    .containsExactlyInAnyOrderElementsOf(expected.abortedTransactions());
            var first = expected.records().batches().iterator();
            if (first.hasNext()) {
                var time = first.next().maxTimestamp();
                assertThat(recovered.offsetFor(time)).isEqualTo(oracle.offsetFor(time));
            }
        }
        assertThat(recovered.append(Batches.batch("next"), true).get().baseOffset())
                .isEqualTo(oracle.logEndOffset());
    }

    /** The log files alone, cut to the same end: everything else has to be built from them. */
    private Path oracle(Path data, ServedLog recovered) throws IOException {
        var folder = temp.resolve("oracle");
        Files.createDirectories(folder.resolve("t-0"));
        var log = ((KafkaPartitionLog) recovered).state().files().log();
        for (var segment : log.logSegments()) {
            var name = segment.log().file().getName();
            var target = folder.resolve("t-0").resolve(name);
            Files.copy(data.resolve("t-0").resolve(name), target);
            try (var file = new RandomAccessFile(target.toFile(), "rw")) {
                file.setLength(segment.size());
            }
        }
        return folder;
    }
}
