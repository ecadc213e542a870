package io.leat.broker.journal;

import static org.awaitility.Awaitility.await;

import io.leat.broker.disk.ForceThreads;
import io.leat.broker.disk.FreeSpace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.Uuid;

/** A small journal on a disk, with a clock and an amount of free space that a test sets, and that crashes at will. */
final class JournalUnderTest implements AutoCloseable {
    /** Of each of the four files. */
    static final int FILE_BYTES = 8192;

    static final Place P = new Place(Uuid.randomUuid(), 0);
    static final Place Q = new Place(Uuid.randomUuid(), 1);

    final JournalDisk disk = new JournalDisk();
    private final Path folder;
    private final ForceThreads threads = new ForceThreads();
    private final AtomicLong usableBytes = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong nextOffset = new AtomicLong();
    private AppendJournal journal;

    JournalUnderTest(Path folder) {
        this.folder = folder;
        this.journal = open();
    }

    private AppendJournal open() {
        var freeSpace = new FreeSpace(usableBytes::get, 1000, nanos::get);
        var where = new JournalFolder(folder, disk, threads, freeSpace, nanos::get);
        return AppendJournal.open(where, 4L * FILE_BYTES, false);
    }

    AppendJournal journal() {
        return journal;
    }

    void awaitAFile() {
        await().until(() -> write(P, "first"));
    }

    Submitted text(Place place, String text) {
        return Submitted.text(place, nextOffset.getAndIncrement(), text);
    }

    Submitted submit(Place place, String text) {
        return submit(text(place, text));
    }

    Submitted submit(Submitted submitted) {
        journal.submit(submitted);
        return submitted;
    }

    /** Submits a text and tells whether it was journaled rather than passed. */
    boolean write(Place place, String text) {
        return submit(place, text).journaled();
    }

    void awaitJournaledLater(Place place, String text) {
        await().until(() -> {
            nanos.addAndGet(1_000_000_000L);
            return write(place, text);
        });
    }

    void leaveBytesFree(long bytes) {
        usableBytes.set(bytes);
    }

    void crash() {
        restart(false);
    }

    /** Ends with all that was journaled in its place, and starts anew. */
    void restartSettled() {
        restart(true);
    }

    private void restart(boolean settled) {
        journal.stop();
        journal.close(settled);
        journal = open();
    }

    List<String> recovered(Place place) throws IOException {
        var texts = new ArrayList<String>();
        for (var entry : journal.recovered().of(place)) {
            texts.add(StandardCharsets.UTF_8.decode(entry.read()).toString());
        }
        return texts;
    }

    List<Path> files() throws IOException {
        try (var paths = Files.list(folder)) {
            return paths.sorted().toList();
        }
    }

    @Override
    public void close() {
        disk.release();
        journal.stop();
        threads.close();
        journal.close(false);
    }
}
