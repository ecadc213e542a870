package io.leat.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.Batches;
import io.leat.broker.log.RecoveredIndex.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.kafka.common.record.internal.FileRecords;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged base offset, which no checksum tells of. */
class SegmentScanTest {
    private static final long BASE = 100;

    @TempDir
    private Path folder;

    private Path file;
    private int batchBytes;
    private boolean journaled;
    private long gapless = Long.MAX_VALUE;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("00000000000000000100.log");
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (var offset = BASE; offset < BASE + 5; offset++) {
                var batch = Batches.batch("same size");
                batch.batches().iterator().next().setLastOffset(offset);
                batchBytes = batch.sizeInBytes();
                batch.writeFullyTo(channel);
            }
        }
    }

    private void damage(int batch, long offset) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(Long.BYTES).putLong(0, offset), (long) batch * batchBytes);
        }
    }

    private SegmentScan scan() throws IOException {
        var index = RecoveredIndex.read(folder.resolve("no.index"), folder.resolve("no.timeindex"), BASE);
        var scan = new SegmentScan(
                index, new Position(BASE - 1, 0), 0, (from, to) -> journaled && from < BASE + 5 && to > BASE);
        try (var records = FileRecords.open(file.toFile(), false)) {
            scan.run(records, BASE, Long.MAX_VALUE, gapless);
        }
        return scan;
    }

    @Test
    void endsAtALastBatchWhoseBaseOffsetIsTooLargeIfTheJournalHasTheGap() throws IOException {
        damage(4, BASE + 1000);
        journaled = true;

        assertThat(scan().nextOffset()).isEqualTo(BASE + 4);
        assertThat(scan().validBytes()).isEqualTo(4 * batchBytes);
    }

    @Test
    void endsAtALastBatchWhoseBaseOffsetIsTooLargeWhereCompactionLeavesNoGaps() throws IOException {
        damage(4, BASE + 1000);
        gapless = BASE + 4;

        assertThat(scan().nextOffset()).isEqualTo(BASE + 4);
        assertThat(scan().validBytes()).isEqualTo(4 * batchBytes);
    }

    @Test
    void takesAGapThatIsOnDiskForOneOfCompaction() throws IOException {
        damage(4, BASE + 1000);
        gapless = BASE + 5;

        assertThat(scan().nextOffset()).isEqualTo(BASE + 1001);
    }

    @Test
    void takesAllThatIsWhole() throws IOException {
        assertThat(scan().nextOffset()).isEqualTo(BASE + 5);
        assertThat(scan().validBytes()).isEqualTo(5 * batchBytes);
    }

    @Test
    void takesTheGapsThatCompactionLeaves() throws IOException {
        damage(3, BASE + 30);
        damage(4, BASE + 31);

        assertThat(scan().nextOffset()).isEqualTo(BASE + 32);
        assertThat(scan().validBytes()).isEqualTo(5 * batchBytes);
    }

    @Test
    void endsBeforeAnOffsetThatTheSegmentCannotHold() throws IOException {
        damage(4, BASE + 4 + (1L << 40));

        assertThat(scan().nextOffset()).isEqualTo(BASE + 4);
        assertThat(scan().validBytes()).isEqualTo(4 * batchBytes);
    }

    @Test
    void endsBeforeAnOffsetThatTheNextBatchBelies() throws IOException {
        damage(2, BASE + 2 + 64);

        assertThat(scan().nextOffset()).isEqualTo(BASE + 2);
        assertThat(scan().validBytes()).isEqualTo(2 * batchBytes);
    }

    @Test
    void endsBeforeTheFirstBatchIfThatIsTheDamagedOne() throws IOException {
        damage(0, BASE + 7);

        assertThat(scan().nextOffset()).isEqualTo(BASE);
        assertThat(scan().validBytes()).isZero();
    }
}
