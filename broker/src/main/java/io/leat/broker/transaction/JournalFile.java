package io.leat.broker.transaction;

import io.leat.broker.disk.EntryFile;
import io.leat.broker.journal.Group;
import io.leat.broker.journal.Hold;
import io.leat.broker.journal.Source;
import io.leat.broker.log.UndecidedLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * One part of the journal: entries, those who wait for them to be durable, and what must be on disk before it may go. An
 * entry goes to the journal of all appends, to be forced with the records; only when that one cannot take it, to a file of
 * its own, which is made then.
 */
final class JournalFile {
    private final Path path;
    private final Transactions.JournalPlace place;
    private final PassedEntries passed;
    private final Set<UndecidedLog> participants = new HashSet<>();
    private long size;
    private int undecided;
    private @Nullable EntryFile file;
    private @Nullable IOException failure;
    private volatile boolean needed = true;

    JournalFile(Path path, Transactions.JournalPlace place, PassedEntries passed) {
        this.path = path;
        this.place = place;
        this.passed = passed;
    }

    /** Bytes of all entries. */
    synchronized long size() {
        return size;
    }

    /**
     * Writes an entry; completes when it is durable. After a failure every later entry fails too.
     *
     * @param full called when the entry stands in the way of others
     */
    CompletableFuture<Void> append(JournalEntry entry, Runnable full) {
        var bytes = entry.encode();
        synchronized (this) {
            size += bytes.remaining();
            if (failure != null) {
                return CompletableFuture.failedFuture(failure);
            }
            if (!place.forced()) {
                return write(bytes);
            }
        }
        var note = new Note(bytes, full);
        place.appends().submit(note);
        return note.done;
    }

    private CompletableFuture<Void> write(ByteBuffer entry) {
        try {
            opened().append(entry);
            return CompletableFuture.completedFuture(null);
        } catch (IOException e) {
            failure = e;
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized EntryFile opened() throws IOException {
        if (file == null) {
            file = EntryFile.open(path, place.force());
            place.force().directory(place.folder());
        }
        return file;
    }

    /** An entry on its way through the journal of all appends, which keeps it as long as this part is needed. */
    private final class Note implements Source, Hold {
        private final ByteBuffer entry;
        private final Runnable full;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Note(ByteBuffer entry, Runnable full) {
            this.entry = entry;
            this.full = full;
        }

        @Override
        public Gathered gather(Group group) throws IOException {
            // No entry may be durable before an earlier one of its session, in whichever file that is.
            if (!passed.isEmpty()) {
                return Gathered.REFUSED;
            }
            if (!group.canHold(entry.remaining())) {
                return group.isEmpty() ? Gathered.REFUSED : Gathered.NO_ROOM;
            }
            return group.addNote(entry, this, this) ? Gathered.TAKEN : Gathered.NO_ROOM;
        }

        @Override
        public void durable() {
            done.complete(null);
        }

        @Override
        public void pass() {
            passed.add(JournalFile.this, entry, done);
        }

        @Override
        public boolean released() {
            return !needed;
        }

        @Override
        public void hurry(Runnable tried) {
            full.run();
            tried.run();
        }
    }

    /** Writes entries to the file and forces it; called by one thread at a time. */
    void appendToFile(List<ByteBuffer> entries) throws IOException {
        if (failed()) {
            throw new IOException(path + " takes no writes after one has failed");
        }
        try {
            var target = opened();
            for (var entry : entries) {
                target.append(entry);
            }
            target.force();
        } catch (IOException | RuntimeException e) {
            fail(e);
            throw e;
        }
    }

    private synchronized void fail(Exception cause) {
        if (failure == null) {
            failure = cause instanceof IOException io ? io : new IOException(cause);
        }
    }

    synchronized boolean failed() {
        return failure != null;
    }

    /** An append whose intent lies here has begun. */
    synchronized void begin(Set<UndecidedLog> logs) {
        undecided++;
        participants.addAll(logs);
    }

    /** Its markers are written; returns whether no other append of this file is open. */
    synchronized boolean decided() {
        undecided--;
        return undecided == 0;
    }

    synchronized boolean allDecided() {
        return undecided == 0;
    }

    /** Completes when every marker that was written for this file's appends is on disk. */
    CompletableFuture<Void> markersForced() {
        Set<UndecidedLog> logs;
        synchronized (this) {
            logs = Set.copyOf(participants);
        }
        return CompletableFuture.allOf(
                logs.stream().map(JournalFile::forcedUnlessDeleted).toArray(CompletableFuture[]::new));
    }

    private static CompletableFuture<Void> forcedUnlessDeleted(UndecidedLog log) {
        try {
            return log.forced().exceptionallyCompose(JournalFile::ignoreDeletion);
        } catch (RuntimeException e) {
            return ignoreDeletion(e);
        }
    }

    private static CompletableFuture<Void> ignoreDeletion(Throwable e) {
        return e instanceof UnknownTopicOrPartitionException
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(e);
    }

    /** Nothing in it is needed any more. */
    synchronized void delete() throws IOException {
        needed = false;
        close();
        Files.deleteIfExists(path);
    }

    synchronized void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
