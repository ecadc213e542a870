package io.leat.broker.journal;

import io.leat.broker.disk.DataFolderException;
import io.leat.broker.disk.ForceThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal that all sources share: one thread, one force for all that wait. Safe for use from any thread.
 *
 * <p>A failed write or force is never tried again on its file: the sources of that cycle force their own files, which are
 * other files and so another chance, and the journal goes on in a fresh one. The same way out serves while there is no
 * file: the first is only being made, the disk is full, or all wait for their holders.
 */
public final class AppendJournal {
    private static final Logger LOGGER = LoggerFactory.getLogger(AppendJournal.class);

    private final boolean enabled;
    private final RecoveredJournal recovered;
    private final ForceThreads thread = new ForceThreads("log-journal-", 1);
    private final ForceThreads.Handle cycle = thread.handle(this::cycle);
    private final Queue<Source> waiting = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Optional<List<Source>>> assembly = ThreadLocal.withInitial(Optional::empty);
    private final Group group = new Group();
    private final JournalRing ring;
    private volatile boolean toReview;

    private AppendJournal(JournalFolder folder, long bytes, RecoveredJournal recovered) {
        this.enabled = bytes > 0;
        this.recovered = recovered;
        this.ring = new JournalRing(folder, bytes, recovered, this::review);
    }

    /**
     * Reads what earlier processes have left, and begins a new journal beside it.
     *
     * @param bytes of all its files; 0 for none: then every source forces its own file
     * @param wasCleanlyShutDown whether nothing that is left is needed
     * @throws DataFolderException if what is left cannot be read
     */
    public static AppendJournal open(JournalFolder folder, long bytes, boolean wasCleanlyShutDown) {
        try {
            var recovered = RecoveredJournal.read(folder.path(), wasCleanlyShutDown);
            return new AppendJournal(folder, bytes, recovered);
        } catch (IOException e) {
            throw new DataFolderException(
                    "The journal of appends in " + folder.path() + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    public RecoveredJournal recovered() {
        return recovered;
    }

    /** Whether there is a journal at all. */
    public boolean enabled() {
        return enabled;
    }

    /** Has the source's bytes written with the next group. Never blocks. */
    public void submit(Source source) {
        if (!enabled) {
            source.pass();
            return;
        }
        var assembled = assembly.get();
        if (assembled.isPresent()) {
            assembled.get().add(source);
            return;
        }
        waiting.add(source);
        cycle.request();
    }

    /** A hold may have been released. */
    public void review() {
        if (enabled) {
            toReview = true;
            cycle.request();
        }
    }

    /** Sources that are to share one group. */
    public interface Assembly extends AutoCloseable {
        /** Submits them. */
        @Override
        void close();
    }

    /** What this thread submits until the assembly is closed goes into one group, if it fits. */
    public Assembly assemble() {
        var sources = new ArrayList<Source>();
        assembly.set(Optional.of(sources));
        return () -> {
            assembly.remove();
            if (!sources.isEmpty()) {
                waiting.addAll(sources);
                cycle.request();
            }
        };
    }

    private void cycle() {
        try {
            if (toReview) {
                toReview = false;
                ring.review();
            }
            for (var sources = takeWaiting(); !sources.isEmpty(); ) {
                sources = writeGroup(sources);
            }
        } catch (RuntimeException e) {
            LOGGER.error("A cycle of the journal has failed", e);
        }
    }

    private Set<Source> takeWaiting() {
        var sources = new LinkedHashSet<Source>();
        for (var source = waiting.poll(); source != null; source = waiting.poll()) {
            sources.add(source);
        }
        return sources;
    }

    /** Returns those that had no room. */
    private Set<Source> writeGroup(Set<Source> sources) {
        var file = ring.current();
        if (file.isEmpty()) {
            sources.forEach(AppendJournal::pass);
            return Set.of();
        }
        group.begin(file.get());
        var taken = new ArrayList<Source>();
        var left = new LinkedHashSet<Source>();
        for (var source : sources) {
            // What came later is not to be durable before what had no room.
            switch (left.isEmpty() ? gather(source) : Source.Gathered.NO_ROOM) {
                case TAKEN -> taken.add(source);
                case NO_ROOM -> left.add(source);
                case REFUSED -> pass(source);
                case NOTHING -> {}
            }
        }
        if (!taken.isEmpty()) {
            write(file.get(), taken);
        } else if (!left.isEmpty() && file.get().isFresh()) {
            left.forEach(AppendJournal::pass);
            return Set.of();
        } else if (!left.isEmpty()) {
            ring.seal();
        }
        return left;
    }

    private Source.Gathered gather(Source source) {
        try {
            return source.gather(group);
        } catch (IOException | RuntimeException e) {
            LOGGER.warn("An append could not be journaled and is forced by itself: {}", e.toString());
            return Source.Gathered.REFUSED;
        }
    }

    private void write(JournalFile file, List<Source> taken) {
        try {
            file.append(group);
        } catch (IOException | RuntimeException e) {
            ring.retire(e);
            taken.forEach(AppendJournal::pass);
            return;
        }
        for (var source : taken) {
            try {
                source.durable();
            } catch (RuntimeException e) {
                LOGGER.error("What was journaled could not be acknowledged", e);
            }
        }
    }

    private static void pass(Source source) {
        try {
            source.pass();
        } catch (RuntimeException e) {
            LOGGER.error("What could not be journaled could not be forced otherwise", e);
        }
    }

    /** Writes what waits, then stops; what is submitted later is written on the submitting thread. */
    public void stop() {
        thread.close();
    }

    /**
     * Closes the files, after {@link #stop}.
     *
     * @param settled whether everything in them is on disk elsewhere: then they go
     */
    public void close(boolean settled) {
        ring.close(settled);
    }
}
