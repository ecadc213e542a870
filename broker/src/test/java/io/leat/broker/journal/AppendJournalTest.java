package io.leat.broker.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.broker.disk.Force;
import io.leat.broker.disk.ForceThreads;
import io.leat.broker.disk.FreeSpace;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendJournalTest {
    /** Of each of the four files. */
    private static final int FILE_BYTES = 8192;

    private static final Place P = new Place(Uuid.randomUuid(), 0);
    private static final Place Q = new Place(Uuid.randomUuid(), 1);

    @TempDir
    Path folder;

    private final ForceThreads threads = new ForceThreads();
    private final Disk disk = new Disk();
    private final AtomicLong usableBytes = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong nextOffset = new AtomicLong();
    private AppendJournal journal;

    /** Counts forces of the journal's files, can hold them, and can fail. */
    private static final class Disk implements Force {
        private final AtomicInteger forces = new AtomicInteger();
        private final CountDownLatch held = new CountDownLatch(1);
        private volatile boolean hold;
        private volatile boolean broken;

        @Override
        public void file(Path file, FileChannel channel) throws IOException {
            awaitRelease();
            if (broken) {
                throw new IOException("simulated failure of the disk");
            }
            forces.incrementAndGet();
        }

        private void awaitRelease() {
            try {
                if (hold) {
                    held.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void directory(Path directory) {}
    }

    /** Text to make durable, held until it is released. */
    private final class Text implements Source, Hold {
        private final Place place;
        private final byte[] bytes;
        private final CompletableFuture<Boolean> journaled = new CompletableFuture<>();
        private volatile boolean released;
        private volatile boolean hurried;

        Text(Place place, String text) {
            this.place = place;
            this.bytes = text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Gathered gather(Group group) throws IOException {
            if (!group.canHold(bytes.length)) {
                return Gathered.REFUSED;
            }
            var offset = nextOffset.getAndIncrement();
            return group.addRecords(place, offset, bytes.length, target -> target.put(bytes), this, this)
                    ? Gathered.TAKEN
                    : Gathered.NO_ROOM;
        }

        @Override
        public void durable() {
            journaled.complete(true);
        }

        @Override
        public void pass() {
            journaled.complete(false);
        }

        @Override
        public boolean released() {
            return released;
        }

        @Override
        public void hurry(Runnable done) {
            hurried = true;
            done.run();
        }

        boolean submit() {
            journal.submit(this);
            return journaled.join();
        }
    }

    @BeforeEach
    void open() {
        var freeSpace = new FreeSpace(usableBytes::get, 1000, nanos::get);
        var where = new JournalFolder(folder, disk, threads, freeSpace, nanos::get);
        journal = AppendJournal.open(where, 4L * FILE_BYTES, false);
    }

    private void awaitAFile() {
        await().until(() -> new Text(P, "first").submit());
    }

    @AfterEach
    void close() {
        disk.held.countDown();
        journal.stop();
        threads.close();
        journal.close(false);
    }

    private void crash() {
        journal.stop();
        journal.close(false);
        open();
    }

    private List<String> recovered(Place place) throws IOException {
        var texts = new ArrayList<String>();
        for (var entry : journal.recovered().of(place)) {
            texts.add(StandardCharsets.UTF_8.decode(entry.read()).toString());
        }
        return texts;
    }

    private List<Path> files() throws IOException {
        try (var paths = Files.list(folder)) {
            return paths.sorted().toList();
        }
    }

    @Test
    void makesNoFileBeforeSomethingIsToBeJournaled() throws Exception {
        assertThat(files()).isEmpty();

        assertThat(new Text(P, "nothing to write it to").submit()).isFalse();

        await().untilAsserted(() -> assertThat(files()).hasSize(1));
    }

    @Test
    void forcesOnceForAllThatAreSubmittedTogether() {
        awaitAFile();
        var before = disk.forces.get();
        var texts = List.of(new Text(P, "1"), new Text(Q, "2"), new Text(P, "3"));

        try (var together = journal.assemble()) {
            texts.forEach(journal::submit);
            assertThat(together).isNotNull();
        }

        assertThat(texts).allMatch(text -> text.journaled.join());
        assertThat(disk.forces.get() - before).isEqualTo(1);
    }

    @Test
    void forcesOnceForAllThatComeWhileAnotherForceIsRunning() {
        awaitAFile();
        disk.hold = true;
        var first = new Text(P, "first");
        journal.submit(first);
        var before = disk.forces.get();
        var later = new ArrayList<Text>();
        for (var number = 0; number < 50; number++) {
            later.add(new Text(Q, "later"));
            journal.submit(later.get(number));
        }
        assertThat(first.journaled).isNotDone();

        disk.hold = false;
        disk.held.countDown();

        assertThat(later).allMatch(text -> text.journaled.join());
        assertThat(disk.forces.get() - before).isBetween(1, 2);
    }

    @Test
    void givesBackWhatWasJournaledAfterACrash() throws Exception {
        awaitAFile();
        new Text(P, "p").submit();
        new Text(Q, "q").submit();

        crash();

        assertThat(recovered(P)).endsWith("first", "p");
        assertThat(recovered(Q)).containsExactly("q");
    }

    @Test
    void endsAtAGroupThatIsTorn() throws Exception {
        awaitAFile();
        new Text(Q, "whole").submit();
        new Text(Q, "torn by the crash").submit();
        flip("torn by");

        crash();

        assertThat(recovered(Q)).containsExactly("whole");
    }

    private void flip(String text) throws IOException {
        var content = new String(Files.readAllBytes(files().get(0)), StandardCharsets.ISO_8859_1);
        try (var file = new RandomAccessFile(files().get(0).toFile(), "rw")) {
            file.seek(content.indexOf(text));
            file.write('?');
        }
    }

    @Test
    void forgetsAfterARestartOfThePlaceWhatCameBefore() throws Exception {
        awaitAFile();
        new Text(P, "void").submit();
        new Text(Q, "other").submit();
        var restart = new CompletableFuture<Boolean>();
        journal.submit(new Source() {
            @Override
            public Gathered gather(Group group) throws IOException {
                return group.addRestart(P) ? Gathered.TAKEN : Gathered.NO_ROOM;
            }

            @Override
            public void durable() {
                restart.complete(true);
            }

            @Override
            public void pass() {
                restart.complete(false);
            }
        });
        assertThat(restart.join()).isTrue();
        new Text(P, "new").submit();

        crash();

        assertThat(recovered(P)).containsExactly("new");
        assertThat(recovered(Q)).containsExactly("other");
    }

    @Test
    void usesItsFilesAgainOnceTheirEntriesAreReleasedAndNeverReadsWhatWasThereBefore() throws Exception {
        awaitAFile();
        for (var number = 0; number < 300; number++) {
            var text = new Text(Q, "old " + "x".repeat(300));
            text.submit();
            text.released = true;
        }
        assertThat(files()).hasSizeBetween(1, 4);
        assertThat(files()).allSatisfy(file -> assertThat(Files.size(file)).isEqualTo(FILE_BYTES));
        await().until(() -> new Text(Q, "newest").submit());

        crash();

        var left = recovered(Q);
        assertThat(left).endsWith("newest");
        assertThat(left.size()).isLessThan(4 * FILE_BYTES / 300);
    }

    @Test
    void keepsWhatIsNotReleasedHurriesItsHolderAndPassesTheRest() throws Exception {
        awaitAFile();
        var texts = new ArrayList<Text>();
        for (var number = 0; number < 200; number++) {
            texts.add(new Text(P, "x".repeat(1000)));
            texts.get(number).submit();
        }

        assertThat(new Text(P, "x".repeat(1000)).submit()).isFalse();
        assertThat(texts).anyMatch(text -> text.hurried);
        assertThat(files()).hasSizeLessThanOrEqualTo(8);
        texts.forEach(text -> text.released = true);
        journal.review();
        await().until(() -> new Text(P, "again").submit());
    }

    @Test
    void passesWhatIsLargerThanAFile() {
        awaitAFile();

        assertThat(new Text(P, "x".repeat(FILE_BYTES)).submit()).isFalse();
        assertThat(new Text(P, "small").submit()).isTrue();
    }

    @Test
    void passesTheCycleWhoseForceFailsAndGoesOnInAFreshFile() throws Exception {
        awaitAFile();
        new Text(Q, "kept").submit();
        var failed = files().get(0);
        disk.broken = true;

        assertThat(new Text(Q, "unknown").submit()).isFalse();

        disk.broken = false;
        var content = Files.readAllBytes(failed);
        await().until(() -> {
            nanos.addAndGet(1_000_000_000L);
            return new Text(Q, "next").submit();
        });
        assertThat(Files.readAllBytes(failed)).isEqualTo(content);
        crash();
        assertThat(recovered(Q)).startsWith("kept").endsWith("next");
    }

    @Test
    void doesWithoutAFileWhileTheDiskIsNearlyFull() throws Exception {
        usableBytes.set(10);

        assertThat(new Text(P, "passed").submit()).isFalse();
        assertThat(new Text(P, "passed").submit()).isFalse();

        assertThat(files()).isEmpty();
        usableBytes.set(Long.MAX_VALUE);
        await().until(() -> {
            nanos.addAndGet(1_000_000_000L);
            return new Text(P, "journaled").submit();
        });
    }

    @Test
    void keepsTheFilesOfAnEarlierProcessUntilAllInThemIsSettled() throws Exception {
        awaitAFile();
        new Text(Q, "q").submit();
        crash();
        var left = files().get(0);

        journal.recovered().settle(P);
        assertThat(left).exists();
        crash();
        assertThat(recovered(Q)).containsExactly("q");
        journal.recovered().keepOnly(Set.of(P));
        journal.recovered().settle(P);

        assertThat(left).doesNotExist();
    }

    @Test
    void givesBackNotesInTheirOrder() {
        awaitAFile();
        for (var note : List.of("one", "two")) {
            var done = new CompletableFuture<Boolean>();
            journal.submit(new Source() {
                @Override
                public Gathered gather(Group group) throws IOException {
                    var bytes = ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8));
                    return group.addNote(bytes, this, new Text(P, "")) ? Gathered.TAKEN : Gathered.NO_ROOM;
                }

                @Override
                public void durable() {
                    done.complete(true);
                }

                @Override
                public void pass() {
                    done.complete(false);
                }
            });
            assertThat(done.join()).isTrue();
        }

        crash();

        assertThat(journal.recovered().notes())
                .extracting(note -> StandardCharsets.UTF_8.decode(note).toString())
                .containsExactly("one", "two");
    }

    @Test
    void leavesNoFileBehindWhenAllIsSettledAtTheEnd() throws Exception {
        awaitAFile();
        journal.stop();

        journal.close(true);

        assertThat(files()).isEmpty();
        open();
    }
}
