package io.leat.broker;

import static io.leat.broker.Batches.batch;
import static io.leat.broker.Batches.committed;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash may leave at the end of a segment is cut at the last whole batch. */
class TornTailTest {
    private static final TopicPartition P = new TopicPartition("t", 0);
    private static final String FIRST = "first".repeat(20);
    private static final String SECOND = "second".repeat(20);

    @TempDir
    Path folder;

    private Path segment;
    private long endOfFirst;

    @BeforeEach
    void writeTwoBatchesAndCrash() throws Exception {
        segment = folder.resolve("t-0/00000000000000000000.log");
        try (var broker = Broker.open(BrokerConfig.of(folder, Map.of()))) {
            broker.topics().create("t", 1, Map.of());
            broker.partition(P).append(batch(FIRST), true).get();
            endOfFirst = Files.size(segment);
            broker.partition(P).append(batch(SECOND), true).get();
        }
        Files.delete(folder.resolve(".clean"));
        // No checkpoint was written since the first append.
        Files.delete(folder.resolve("recovery-point-offset-checkpoint"));
    }

    private void assertOnlyTheFirstIsLeftAndTheLogGoesOn() throws Exception {
        try (var broker = Broker.open(BrokerConfig.of(folder, Map.of()))) {
            assertThat(committed(broker.partition(P))).containsExactly(FIRST);
            assertThat(broker.partition(P).append(batch("next"), true).get().baseOffset())
                    .isEqualTo(1);
            assertThat(committed(broker.partition(P))).containsExactly(FIRST, "next");
        }
    }

    private void change(Change change) throws IOException {
        try (var file = new RandomAccessFile(segment.toFile(), "rw")) {
            change.to(file);
        }
    }

    @FunctionalInterface
    private interface Change {
        void to(RandomAccessFile file) throws IOException;
    }

    @Test
    void keepsEverythingThatIsWhole() throws Exception {
        try (var broker = Broker.open(BrokerConfig.of(folder, Map.of()))) {
            assertThat(committed(broker.partition(P))).containsExactly(FIRST, SECOND);
        }
    }

    @Test
    void cutsABatchThatEndsEarly() throws Exception {
        change(file -> file.setLength(file.length() - 1));
        assertOnlyTheFirstIsLeftAndTheLogGoesOn();
    }

    @Test
    void cutsABatchOfWhichOnlyPartOfTheHeaderIsThere() throws Exception {
        change(file -> file.setLength(endOfFirst + 10));
        assertOnlyTheFirstIsLeftAndTheLogGoesOn();
    }

    @Test
    void cutsABatchWithAFlippedBit() throws Exception {
        change(file -> {
            file.seek(file.length() - 5);
            var found = file.read();
            file.seek(file.length() - 5);
            file.write(found ^ 1);
        });
        assertOnlyTheFirstIsLeftAndTheLogGoesOn();
    }

    @Test
    void cutsABatchThatIsZerosFromTheMiddleOn() throws Exception {
        change(file -> {
            var from = endOfFirst + 70;
            file.seek(from);
            file.write(new byte[(int) (file.length() - from)]);
        });
        assertOnlyTheFirstIsLeftAndTheLogGoesOn();
    }

    @Test
    void cutsBlocksOfZerosAfterTheLastBatch() throws Exception {
        change(file -> {
            file.setLength(endOfFirst);
            file.setLength(endOfFirst + 4096);
        });
        assertOnlyTheFirstIsLeftAndTheLogGoesOn();
    }
}
