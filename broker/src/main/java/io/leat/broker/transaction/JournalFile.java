package io.leat.broker.transaction;

import io.leat.broker.disk.EntryFile;
import io.leat.broker.disk.ForceThreads;
import io.leat.broker.log.UndecidedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * One file of the journal: entries, those who wait for their force, and what must be on disk before the file may go.
 */
final class JournalFile {
    private final EntryFile file;
    private final boolean forced;
    private final ForceThreads.Handle force;
    private final Set<UndecidedLog> participants = new HashSet<>();
    private List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private int undecided;
    private @Nullable IOException failure;

    /** @param forced whether an entry is durable only after a force */
    JournalFile(EntryFile file, boolean forced, ForceThreads threads) {
        this.file = file;
        this.forced = forced;
        this.force = threads.handle(this::force);
    }

    long size() {
        return file.size();
    }

    /** Writes an entry; completes when it is durable. After a failure every later entry fails too. */
    CompletableFuture<Void> append(JournalEntry entry) {
        var done = new CompletableFuture<Void>();
        synchronized (this) {
            if (failure == null) {
                write(entry);
            }
            if (failure != null) {
                return CompletableFuture.failedFuture(failure);
            }
            if (!forced) {
                return CompletableFuture.completedFuture(null);
            }
            waiting.add(done);
        }
        force.request();
        return done;
    }

    private void write(JournalEntry entry) {
        try {
            file.append(entry.encode());
        } catch (IOException e) {
            failure = e;
        }
    }

    /** On a force thread. */
    private void force() {
        List<CompletableFuture<Void>> covered;
        synchronized (this) {
            covered = waiting;
            waiting = new ArrayList<>();
        }
        try {
            file.force();
        } catch (IOException | RuntimeException e) {
            fail(e, covered);
            return;
        }
        covered.forEach(done -> done.complete(null));
    }

    private void fail(Exception cause, List<CompletableFuture<Void>> covered) {
        var failed = new ArrayList<>(covered);
        synchronized (this) {
            failure = cause instanceof IOException io ? io : new IOException(cause);
            failed.addAll(waiting);
            waiting = new ArrayList<>();
        }
        failed.forEach(done -> done.completeExceptionally(cause));
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

    void delete() throws IOException {
        file.close();
        Files.deleteIfExists(file.path());
    }

    void close() throws IOException {
        file.close();
    }
}
