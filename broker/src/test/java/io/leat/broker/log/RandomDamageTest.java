package io.leat.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.Batches;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files damaged at random after a crash, compared with what Kafka's own recovery makes of them. */
class RandomDamageTest extends CrashedPartition {
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
