package io.leat.broker.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What earlier processes have left in the journal. Its files go once everything in them is settled; what belongs to a
 * partition that cannot be opened stays for the next attempt, or the next start. Safe for use from any thread.
 */
public final class RecoveredJournal {
    private static final Logger LOGGER = LoggerFactory.getLogger(RecoveredJournal.class);

    private final List<Path> files;
    private final long lastSequence;
    private final Map<Place, List<Entry>> entries = new HashMap<>();
    private final List<ByteBuffer> notes = new ArrayList<>();

    /** Bytes of a partition that lie in a file of the journal. */
    public record Entry(long offset, Path file, long position, int length) {

        public ByteBuffer read() throws IOException {
            try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
                var bytes = GroupReader.read(channel, position, length);
                if (bytes.remaining() < length) {
                    throw new IOException(file + " has become shorter");
                }
                return bytes;
            }
        }
    }

    private record Use(Path file, long sequence, List<GroupReader.Found> found) {}

    private RecoveredJournal(List<Path> files, List<Use> uses) throws IOException {
        this.files = files;
        this.lastSequence = uses.stream().mapToLong(Use::sequence).max().orElse(0);
        for (var use : uses) {
            for (var found : use.found) {
                note(use.file, found);
            }
        }
    }

    /**
     * Reads the files.
     *
     * @param settled whether nothing in them is needed, because the last process left everything complete
     */
    static RecoveredJournal read(Path folder, boolean settled) throws IOException {
        var files = files(folder);
        var uses = new ArrayList<Use>();
        for (var file : files) {
            uses.add(read(file));
        }
        uses.sort(Comparator.comparingLong(Use::sequence));
        var recovered = new RecoveredJournal(files, uses);
        if (settled) {
            recovered.entries.clear();
            recovered.notes.clear();
        }
        return recovered;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var paths = Files.list(folder)) {
            return paths.filter(path -> JournalFile.numberOf(path).isPresent()).toList();
        }
    }

    private static Use read(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var reader = new GroupReader(channel);
            var found = new ArrayList<GroupReader.Found>();
            for (var group = reader.next(); group.isPresent(); group = reader.next()) {
                found.addAll(group.get());
            }
            return new Use(file, reader.sequence(), found);
        }
    }

    private void note(Path file, GroupReader.Found found) throws IOException {
        switch (found.kind()) {
            case RECORDS ->
                entries.computeIfAbsent(found.place(), place -> new ArrayList<>())
                        .add(new Entry(found.offset(), file, found.position(), found.length()));
            case RESTART -> entries.remove(found.place());
            case NOTE -> notes.add(new Entry(0, file, found.position(), found.length()).read());
        }
    }

    /** The highest of any file that is left; 0 if there is none. */
    public long lastSequence() {
        return lastSequence;
    }

    long lastFileNumber() {
        return files.stream()
                .flatMapToLong(file -> JournalFile.numberOf(file).stream())
                .max()
                .orElse(0);
    }

    /** What was written of a partition, oldest first. */
    public synchronized List<Entry> of(Place place) {
        return List.copyOf(entries.getOrDefault(place, List.of()));
    }

    /** What was written beside the partitions' records, oldest first. */
    public synchronized List<ByteBuffer> notes() {
        return notes.stream().map(ByteBuffer::duplicate).toList();
    }

    /** The partition's entries are on disk elsewhere. */
    public synchronized void settle(Place place) {
        entries.remove(place);
        removeIfSettled();
    }

    /** The notes are not needed any more. */
    public synchronized void settleNotes() {
        notes.clear();
        removeIfSettled();
    }

    /** There are no other partitions any more. */
    public synchronized void keepOnly(Set<Place> places) {
        entries.keySet().retainAll(places);
        removeIfSettled();
    }

    private void removeIfSettled() {
        if (!entries.isEmpty() || !notes.isEmpty()) {
            return;
        }
        for (var file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOGGER.warn("The journal file {} could not be removed; the next start does it", file, e);
            }
        }
    }
}
