package io.leat.broker.transaction;

import io.leat.broker.disk.DataFolderException;
import io.leat.broker.disk.EntryFile;
import io.leat.broker.disk.Force;
import io.leat.broker.disk.ForceThreads;
import io.leat.broker.log.UndecidedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The intents of atomic appends, in files {@code atomic-appends-N.journal}. A file that has grown is followed by a new
 * one and goes when the markers of all its appends are on disk. Safe for use from any thread.
 */
final class Journal {
    private static final Logger LOGGER = LoggerFactory.getLogger(Journal.class);
    private static final long FILE_BYTES = 4L << 20;
    private static final String PREFIX = "atomic-appends-";
    private static final String SUFFIX = ".journal";

    private final Path folder;
    private final Force force;
    private final ForceThreads threads;
    private final boolean forced;
    private final long maxFileBytes;
    private final List<JournalFile> live = new CopyOnWriteArrayList<>();
    private JournalFile current;
    private long nextFile;

    private Journal(Path folder, Force force, ForceThreads threads, boolean forced, long maxFileBytes)
            throws IOException {
        this.folder = folder;
        this.force = force;
        this.threads = threads;
        this.forced = forced;
        this.maxFileBytes = maxFileBytes;
        this.current = nextFile();
    }

    /** What earlier processes left, oldest first. @throws DataFolderException if it cannot be read */
    static List<JournalEntry> read(Path folder) {
        var entries = new ArrayList<JournalEntry>();
        try {
            for (var path : files(folder)) {
                try (var file = EntryFile.open(path, Force.DISK)) {
                    file.entries().forEach(entry -> entries.add(JournalEntry.decode(entry)));
                }
            }
            return entries;
        } catch (IOException | IllegalArgumentException e) {
            throw new DataFolderException(
                    "The journal of atomic appends in " + folder + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var paths = Files.list(folder)) {
            return paths.filter(path -> path.getFileName().toString().matches(PREFIX + "\\d+" + SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Starts an empty journal. What was left by earlier processes goes: all of it must be decided, and the markers on
     * disk.
     */
    static Journal start(Transactions.JournalPlace place) {
        return start(place.folder(), place.force(), place.threads(), place.forced(), FILE_BYTES);
    }

    /**
     * As above.
     *
     * @param forced whether an entry is durable only after a force
     * @param maxFileBytes the size at which a file is followed by the next
     */
    static Journal start(Path folder, Force force, ForceThreads threads, boolean forced, long maxFileBytes) {
        try {
            for (var left : files(folder)) {
                Files.delete(left);
            }
            return new Journal(folder, force, threads, forced, maxFileBytes);
        } catch (IOException e) {
            throw new DataFolderException(
                    "The journal of atomic appends in " + folder + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private JournalFile nextFile() throws IOException {
        var path = folder.resolve(String.format("%s%010d%s", PREFIX, nextFile++, SUFFIX));
        var file = EntryFile.open(path, force);
        force.directory(folder);
        var fresh = new JournalFile(file, forced, threads);
        live.add(fresh);
        return fresh;
    }

    /** An append that is under way: where its intent lies, and when it is durable. */
    record Begun(JournalFile file, CompletableFuture<Void> durable) {}

    /**
     * Writes an intent.
     *
     * @throws KafkaStorageException if the journal has failed: no atomic append is possible until the next start
     */
    synchronized Begun begin(JournalEntry.Intent intent, Set<UndecidedLog> participants) {
        if (current.failed()) {
            throw offline(null);
        }
        if (current.size() >= maxFileBytes) {
            rotate();
        }
        current.begin(participants);
        return new Begun(current, current.append(intent));
    }

    private void rotate() {
        var full = current;
        try {
            current = nextFile();
        } catch (IOException e) {
            throw offline(e);
        }
        if (full.allDecided()) {
            removeWhenForced(full);
        }
    }

    private static KafkaStorageException offline(@Nullable IOException cause) {
        return new KafkaStorageException(
                "The journal of atomic appends is offline until the next start after a failed write.", cause);
    }

    /**
     * Notes that an append of the session, and all that follow it, have failed; completes when durable. Every file gets
     * the entry, because the later appends may lie in another one than the first, which may go earlier.
     */
    CompletableFuture<Void> abort(JournalEntry.Abort abort) {
        return CompletableFuture.allOf(
                live.stream().map(file -> file.append(abort)).toArray(CompletableFuture[]::new));
    }

    /** The append's markers are written. */
    void decided(JournalFile file) {
        boolean done;
        synchronized (this) {
            done = file.decided() && file != current;
        }
        if (done) {
            removeWhenForced(file);
        }
    }

    private void removeWhenForced(JournalFile file) {
        var unused = file.markersForced().whenComplete((forced, failure) -> {
            if (failure == null) {
                remove(file);
            }
            // Else the file stays: the next start decides again, the same way.
        });
    }

    private void remove(JournalFile file) {
        live.remove(file);
        try {
            file.delete();
        } catch (IOException e) {
            LOGGER.warn("A journal file could not be removed; the next start does it", e);
        }
    }

    void close() throws IOException {
        for (var file : live) {
            file.close();
        }
    }
}
