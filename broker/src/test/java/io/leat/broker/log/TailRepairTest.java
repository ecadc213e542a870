package io.leat.broker.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.broker.Batches;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.junit.jupiter.api.Test;

/** What a start after a crash looks at, and what it makes of damaged files. */
class TailRepairTest extends CrashedPartition {
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

    private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");

    @Test
    void endsBeforeALastBatchWhoseOffsetIsDamaged() throws Exception {
        var recovered = recoveredWithALateLastBatch(Map.of());

        assertThat(recovered.logEndOffset()).isEqualTo(2);
        assertThat(recovered.append(Batches.batch("next"), true).get().baseOffset())
                .isEqualTo(2);
    }

    @Test
    void takesWhatMayBeAGapOfCompactionForOne() throws Exception {
        var recovered = recoveredWithALateLastBatch(COMPACTED);

        assertThat(recovered.logEndOffset()).isEqualTo(19);
    }

    /** Of three batches that nobody was told of, the last one has offset 18 in place of 2. */
    private ServedLog recoveredWithALateLastBatch(Map<String, String> topic) throws Exception {
        var logs = open(temp.resolve("data"), topic);
        var sizes = new ArrayList<Integer>();
        for (var value : List.of("a", "b", "c")) {
            var batch = Batches.batch(value);
            sizes.add(batch.sizeInBytes());
            partition(logs).append(batch, false).get();
        }
        var copy = crash(temp.resolve("data"), "crashed");
        try (var file =
                new RandomAccessFile(copy.resolve("t-0/" + SEGMENT + ".log").toFile(), "rw")) {
            file.seek(sizes.get(0) + sizes.get(1));
            assertThat(file.readLong()).isEqualTo(2);
            file.seek(sizes.get(0) + sizes.get(1));
            file.writeLong(18);
        }
        return partition(open(copy, topic));
    }
}
