package io.leat.broker.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.broker.disk.Force;
import io.leat.broker.disk.ForceThreads;
import io.leat.broker.disk.FreeSpace;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalRingTest {
    private static final int MEGABYTE = 1 << 20;
    private static final int PIECE = MEGABYTE / 4;
    private static final Place P = new Place(Uuid.randomUuid(), 0);
    private static final Force NONE = new Force() {
        @Override
        public void file(Path file, FileChannel channel) {}

        @Override
        public void directory(Path directory) {}
    };

    @TempDir
    Path folder;

    private final ForceThreads threads = new ForceThreads();
    private final AtomicLong nanos = new AtomicLong();
    private JournalRing ring;

    private static final class Asked implements Hold {
        private boolean hurried;

        @Override
        public boolean released() {
            return false;
        }

        @Override
        public void hurry(Runnable done) {
            hurried = true;
            done.run();
        }
    }

    @BeforeEach
    void open() throws IOException {
        var freeSpace = new FreeSpace(() -> Long.MAX_VALUE, 0, nanos::get);
        var where = new JournalFolder(folder, NONE, threads, freeSpace, nanos::get);
        ring = new JournalRing(where, 16 * MEGABYTE, RecoveredJournal.read(folder, true), () -> {});
    }

    @AfterEach
    void close() {
        threads.close();
        ring.close(true);
    }

    private JournalFile current() {
        await().until(() -> ring.current().isPresent());
        return ring.current().orElseThrow();
    }

    /** Fills most of the current file. */
    private void fill(Hold hold) throws IOException {
        var file = current();
        var group = new Group();
        while (file.room() > 2 * PIECE || !file.isMoreThanHalfFull()) {
            group.begin(file);
            assertThat(group.addRecords(P, 0, PIECE, target -> target.put(new byte[PIECE]), hold, hold))
                    .isTrue();
            file.append(group);
        }
    }

    @Test
    void makesLargerFilesWhileTheyFillWithinSeconds() throws Exception {
        assertThat(current().size()).isEqualTo(MEGABYTE);
        fill(new Asked());
        current();
        ring.seal();

        assertThat(current().size()).isEqualTo(2 * MEGABYTE);
    }

    @Test
    void keepsTheSizeOfFilesThatFillSlowly() throws Exception {
        fill(new Asked());
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        current();
        ring.seal();

        assertThat(current().size()).isEqualTo(MEGABYTE);
    }

    @Test
    void leavesTheHoldersOfTheFileThatWasFilledLastAloneWhileThereIsAnother() throws Exception {
        var first = new Asked();
        fill(first);
        current();
        ring.seal();
        assertThat(first.hurried).isFalse();

        var second = new Asked();
        fill(second);
        current();
        ring.seal();
        assertThat(first.hurried).isTrue();
        assertThat(second.hurried).isFalse();
    }

    @Test
    void asksTheHoldersOfTheOnlyFileWhenNoOtherCanBeMade() throws Exception {
        var hold = new Asked();
        fill(hold);
        ring.seal();

        assertThat(hold.hurried).isTrue();
    }
}
