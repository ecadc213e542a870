package io.leat.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random writing, rotating, reading, killing: each line exactly once, those of one file in their order. */
class RotationTortureTest {
    @TempDir
    private Path folder;

    /** The seed is the test's name: a failure can be repeated. */
    @ParameterizedTest
    @MethodSource("seeds")
    void survivesEverythingInTurns(long seed) throws Exception {
        survivesInTurns(seed, 150);
    }

    @ParameterizedTest
    @MethodSource("manySeeds")
    @Tag("nightly")
    void survivesEverythingInTurnsForLong(long seed) throws Exception {
        survivesInTurns(seed, 1000);
    }

    static IntStream seeds() {
        return IntStream.range(0, 12);
    }

    static IntStream manySeeds() {
        return IntStream.range(100, 115);
    }

    /** A writer that does not know of the reader, at full speed. */
    @Test
    void survivesAWriterAtTheSameTime() throws Exception {
        var writer = new Writer(folder, new Random(7));
        var random = new Random(8);
        try (var tail = tail().start()) {
            var writing = CompletableFuture.runAsync(() -> {
                for (var i = 0; i < 700; i++) {
                    writer.act();
                }
            });
            while (!writing.isDone()) {
                act(tail, random);
            }
            writing.get(1, TimeUnit.SECONDS);

            assertReadsAll(tail, writer);
        }
    }

    private void survivesInTurns(long seed, int turns) throws Exception {
        var random = new Random(seed);
        var writer = new Writer(folder, random);
        try (var tail = tail().start()) {
            for (var turn = 0; turn < turns; turn++) {
                writer.act();
                act(tail, random);
            }
            assertReadsAll(tail, writer);
        }
    }

    private Tail tail() {
        return new Tail(folder + "/app.log*").with("max.batch.size", "50").with("max.open.files", "3");
    }

    private static void act(Tail tail, Random random) throws InterruptedException {
        switch (random.nextInt(12)) {
            case 0 -> tail.restart();
            case 1 -> {
                tail.pollInVain();
                tail.restart();
            }
            case 2, 3, 4, 5 -> tail.step();
            default -> {
                // lets the writer do more between two looks
            }
        }
    }

    private static void assertReadsAll(Tail tail, Writer writer) throws Exception {
        writer.append();
        var missing = new HashSet<>(writer.lines);
        tail.lines().forEach(missing::remove);
        await().atMost(Duration.ofSeconds(60))
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(1))
                .untilAsserted(() -> {
                    tail.step().forEach(record -> missing.remove((String) record.value()));
                    assertThat(missing).isEmpty();
                });
        tail.readOn(10);

        assertThat(tail.lines()).containsExactlyInAnyOrderElementsOf(writer.lines);
        assertThat(byFile(tail.lines())).isEqualTo(byFile(writer.lines));
    }

    private static Object byFile(List<String> lines) {
        return lines.stream().collect(Collectors.groupingBy(line -> line.substring(0, line.indexOf(':'))));
    }

    /** Appends lines "file:number" and rotates in every way there is. */
    private static final class Writer {
        private final LogFolder logs;
        private final Random random;
        private final List<String> lines = new ArrayList<>();
        private int file;
        private int oldest;

        Writer(Path folder, Random random) {
            logs = new LogFolder(folder);
            this.random = random;
        }

        void act() {
            switch (random.nextInt(14)) {
                case 0 -> rotate(() -> logs.rename("app.log", "app.log.1"));
                case 1 -> rotate(() -> logs.copyAndTruncate("app.log", "app.log.1"));
                case 2 -> compress();
                default -> append();
            }
        }

        private void append() {
            var text = new StringBuilder();
            for (var i = random.nextInt(20); i >= 0; i--) {
                var line = file + ":" + lines.size() + " " + "x".repeat(random.nextInt(200));
                lines.add(line);
                text.append(line).append('\n');
            }
            var cut = random.nextInt(text.length());
            logs.write("app.log", text.substring(0, cut));
            logs.write("app.log", text.substring(cut));
        }

        private void rotate(Runnable method) {
            if (Files.exists(logs.file("app.log"))
                    && logs.file("app.log").toFile().length() > 0) {
                shift();
                method.run();
                file++;
            }
        }

        private void shift() {
            for (var n = oldest; n > 0; n--) {
                for (var suffix : List.of("", ".gz", ".zst")) {
                    if (Files.exists(logs.file("app.log." + n + suffix))) {
                        logs.rename("app.log." + n + suffix, "app.log." + (n + 1) + suffix);
                    }
                }
            }
            oldest++;
        }

        private void compress() {
            var n = 1 + random.nextInt(3);
            if (Files.exists(logs.file("app.log." + n))) {
                if (random.nextBoolean()) {
                    logs.gzip("app.log." + n);
                } else {
                    logs.zstd("app.log." + n);
                }
            }
        }
    }
}
