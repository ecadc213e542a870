package io.leat.broker.journal;

import io.leat.broker.disk.ForceThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal's files: one is written, full ones wait for their holds, then are used again. Files are made in the
 * background when they are needed, larger ones when the full ones are not given back in time, so that a server that
 * appends little has a small journal. Used on the journal's thread, apart from what is said otherwise.
 */
final class JournalRing {
    private static final Logger LOGGER = LoggerFactory.getLogger(JournalRing.class);
    private static final int FILES = 4;
    private static final long FIRST_BYTES = 1 << 20;
    /**
     * Files that fill sooner than in twice this time are made larger: what is forced in the segments only after some time
     * has often been written by the operating system meanwhile, at its own low priority.
     */
    private static final Duration HALF_FULL_TOO_SOON = Duration.ofSeconds(5);

    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(10);

    private final JournalFolder folder;
    private final Runnable wake;
    private final long largest;
    private final ForceThreads.Handle maker;
    private final ArrayDeque<JournalFile> free = new ArrayDeque<>();
    private final ArrayDeque<JournalFile> sealed = new ArrayDeque<>();
    private final Set<Hold> asked = Collections.newSetFromMap(new IdentityHashMap<>());
    /** Set where it is empty on the thread that makes files, taken on the journal's. */
    private volatile Optional<JournalFile> made = Optional.empty();

    private Optional<JournalFile> current = Optional.empty();
    private long sequence;
    private long currentSince;
    private volatile long nextBytes;
    private long fileNumber;
    private volatile boolean making;
    private volatile boolean hurrying;
    private volatile long restUntil;

    /**
     * @param bytes of all files
     * @param recovered whose files and sequences come before
     * @param wake called on any thread when there is something to {@link #review}
     */
    JournalRing(JournalFolder folder, long bytes, RecoveredJournal recovered, Runnable wake) {
        this.folder = folder;
        this.wake = wake;
        this.largest = bytes / FILES;
        this.nextBytes = Math.min(FIRST_BYTES, largest);
        this.sequence = recovered.lastSequence();
        this.fileNumber = recovered.lastFileNumber();
        this.maker = folder.threads().handle(this::make);
        this.restUntil = folder.nanoClock().getAsLong();
    }

    /** The file to write to; empty while there is none. */
    Optional<JournalFile> current() {
        if (current.isEmpty()) {
            review();
            current = nextFile();
            current.ifPresent(file -> file.begin(++sequence));
            currentSince = folder.nanoClock().getAsLong();
        }
        if (free.isEmpty() && current.map(JournalFile::isMoreThanHalfFull).orElse(true)) {
            makeSoon();
        }
        return current;
    }

    private Optional<JournalFile> nextFile() {
        var recycled = Optional.ofNullable(free.poll());
        if (recycled.isPresent() || made.isEmpty()) {
            return recycled;
        }
        var fresh = made;
        made = Optional.empty();
        return fresh;
    }

    private void makeSoon() {
        var inUse = sealed.size() + (current.isPresent() ? 1 : 0);
        var now = folder.nanoClock().getAsLong();
        if (!making && now - restUntil >= 0 && made.isEmpty() && inUse < FILES + stuck()) {
            if (current.isPresent() && now - currentSince < HALF_FULL_TOO_SOON.toNanos()) {
                nextBytes = Math.min(2 * nextBytes, largest);
            }
            making = true;
            maker.request();
        }
    }

    /** Files that nobody can give back before the next start; they may be replaced once. */
    private int stuck() {
        var stuck = (int)
                sealed.stream().filter(file -> asked.containsAll(file.holds())).count();
        return Math.min(stuck, FILES);
    }

    /** On a thread for forces. */
    private void make() {
        if (!making) {
            return;
        }
        var path = folder.path().resolve(JournalFile.name(++fileNumber));
        try {
            folder.freeSpace().claim(nextBytes);
            made = Optional.of(JournalFile.create(path, nextBytes, folder.force()));
        } catch (IOException | RuntimeException e) {
            LOGGER.warn("No journal file could be made; appends are forced one partition at a time: {}", e.toString());
            restUntil = folder.nanoClock().getAsLong() + REST_AFTER_FAILURE.toNanos();
        }
        making = false;
        wake.run();
    }

    /** The current file is full. */
    void seal() {
        current.ifPresent(sealed::add);
        current = Optional.empty();
        review();
    }

    /** A write to the current file has failed: it is not written any more, but what it holds still counts. */
    void retire(Exception cause) {
        LOGGER.error("A write to the journal has failed; it goes on in another file", cause);
        current.ifPresent(JournalFile::retire);
        seal();
    }

    /** Uses files again whose entries are needed no more, and has the next holder of another do its part. */
    void review() {
        for (var full = sealed.iterator(); full.hasNext(); ) {
            var file = full.next();
            if (isReleased(file)) {
                full.remove();
                asked.removeAll(file.holds());
                recycle(file);
            }
        }
        if (!hurrying) {
            hurryNext();
        }
    }

    private boolean isReleased(JournalFile file) {
        return (!file.hasRestarts() || file == sealed.peek())
                && file.holds().stream().allMatch(Hold::released);
    }

    private void recycle(JournalFile file) {
        if (file.isUsable() && file.size() >= nextBytes) {
            free.add(file);
            return;
        }
        try {
            file.delete();
        } catch (IOException e) {
            LOGGER.warn("A journal file could not be removed; the next start does it", e);
        }
    }

    /** The file that was filled last is left alone while there is another: much of it is not yet on its way to the disk. */
    private void hurryNext() {
        var canGoOn = current.isPresent() || !free.isEmpty() || making || made.isPresent();
        for (var file : sealed) {
            if (canGoOn && file == sealed.peekLast()) {
                return;
            }
            for (var hold : file.holds()) {
                if (!hold.released() && asked.add(hold)) {
                    hurrying = true;
                    hold.hurry(() -> {
                        hurrying = false;
                        wake.run();
                    });
                    return;
                }
            }
        }
    }

    /** Closes the files. @param settled whether nothing in them is needed, so that they can go */
    void close(boolean settled) {
        var files = new ArrayList<>(sealed);
        files.addAll(free);
        current.ifPresent(files::add);
        made.ifPresent(files::add);
        for (var file : files) {
            try {
                if (settled) {
                    file.delete();
                } else {
                    file.close();
                }
            } catch (IOException e) {
                LOGGER.warn("A journal file could not be closed or removed; the next start does it", e);
            }
        }
    }
}
