package io.leat.broker.transaction;

import io.leat.broker.disk.DataFolderException;
import io.leat.broker.disk.EntryFile;
import io.leat.broker.disk.Force;
import io.leat.broker.journal.AppendJournal;
import io.leat.broker.log.UndecidedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The intents of atomic appends. They lie in the journal of all appends; what that one cannot take, in files {@code
 * atomic-appends-N.journal}. A part that has grown, or stands in the way, is followed by a new one, and goes when the
 * markers of all its appends are on disk. Safe for use from any thread.
 */
final class Journal {
    private static final Logger LOGGER = LoggerFactory.getLogger(Journal.class);
    private static final long PART_BYTES = 4L << 20;
    private static final String PREFIX = "atomic-appends-";
    private static final String SUFFIX = ".journal";

    private final Transactions.JournalPlace place;
    private final long maxPartBytes;
    private final PassedEntries passed;
    private final List<JournalFile> live = new CopyOnWriteArrayList<>();
    private JournalFile current;
    private long nextFile;

    private Journal(Transactions.JournalPlace place, long maxPartBytes) {
        this.place = place;
        this.maxPartBytes = maxPartBytes;
        this.passed = new PassedEntries(place.threads());
        this.current = nextPart();
    }

    /**
     * What earlier processes left, in the order of the appends of each session.
     *
     * @throws DataFolderException if it cannot be read
     */
    static List<JournalEntry> read(Transactions.JournalPlace place) {
        var entries = new ArrayList<JournalEntry>();
        try {
            for (var note : place.appends().recovered().notes()) {
                entries.add(JournalEntry.decode(note));
            }
            for (var path : files(place.folder())) {
                try (var file = EntryFile.open(path, Force.DISK)) {
                    file.entries().forEach(entry -> entries.add(JournalEntry.decode(entry)));
                }
            }
            entries.sort(Comparator.comparingLong(JournalEntry::session).thenComparingLong(JournalEntry::number));
            return entries;
        } catch (IOException | IllegalArgumentException e) {
            throw new DataFolderException(
                    "The journal of atomic appends in " + place.folder() + " cannot be read: " + e.getMessage() + ".",
                    e);
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
        return start(place, PART_BYTES);
    }

    /** As above. @param maxPartBytes the size at which a part is followed by the next */
    static Journal start(Transactions.JournalPlace place, long maxPartBytes) {
        try {
            for (var left : files(place.folder())) {
                Files.delete(left);
            }
            place.appends().recovered().settleNotes();
            return new Journal(place, maxPartBytes);
        } catch (IOException e) {
            throw new DataFolderException(
                    "The journal of atomic appends in " + place.folder() + " cannot be written: " + e.getMessage()
                            + ".",
                    e);
        }
    }

    private JournalFile nextPart() {
        var path = place.folder().resolve(String.format("%s%010d%s", PREFIX, nextFile++, SUFFIX));
        var fresh = new JournalFile(path, place, passed);
        live.add(fresh);
        return fresh;
    }

    /** What this thread writes until this is closed, records and intent, is forced together. */
    AppendJournal.Assembly assemble() {
        return place.appends().assemble();
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
            throw new KafkaStorageException(
                    "The journal of atomic appends is offline until the next start after a failed write.");
        }
        if (current.size() >= maxPartBytes) {
            rotate();
        }
        current.begin(participants);
        return new Begun(current, append(current, intent));
    }

    private CompletableFuture<Void> append(JournalFile part, JournalEntry entry) {
        return part.append(entry, () -> replace(part));
    }

    private synchronized void replace(JournalFile part) {
        if (part == current) {
            rotate();
        }
    }

    private void rotate() {
        var full = current;
        current = nextPart();
        if (full.allDecided()) {
            removeWhenForced(full);
        }
    }

    /**
     * Notes that an append of the session, and all that follow it, have failed; completes when durable. Every file gets
     * the entry, because the later appends may lie in another one than the first, which may go earlier.
     */
    CompletableFuture<Void> abort(JournalEntry.Abort abort) {
        return CompletableFuture.allOf(
                live.stream().map(part -> append(part, abort)).toArray(CompletableFuture[]::new));
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
        place.appends().review();
    }

    void close() throws IOException {
        for (var file : live) {
            file.close();
        }
    }
}
