package io.leat.connectors.file;

import java.io.File;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file being read: what is known of it between two looks. How far reading got is its lineage's mark. */
final class TailedFile {
    private static final Logger LOG = LoggerFactory.getLogger(TailedFile.class);

    private final String key;
    private final Lineage lineage;
    private final Packing packing;
    private Path path;
    private File file;
    private long modified;
    private final int route;
    private @Nullable Content content;
    /** Size when its end was last met. */
    private long seen;

    private long grown;
    private boolean behind = true;
    private Event.Kind lastEvent = Event.Kind.WHOLE;
    private long supersededSince = Long.MAX_VALUE;
    private long goneSince = Long.MAX_VALUE;
    private Ending lastEnding = Ending.OPEN;
    private long retryAt;
    private @Nullable String problem;

    TailedFile(Candidate file, Packing packing, Lineage lineage, int route) {
        this.key = file.stat().key();
        this.path = file.path();
        this.file = path.toFile();
        this.packing = packing;
        this.lineage = lineage;
        this.modified = file.stat().modified();
        this.grown = modified;
        this.route = route;
        lineage.heldBy(this);
    }

    String key() {
        return key;
    }

    Path path() {
        return path;
    }

    Lineage lineage() {
        return lineage;
    }

    Mark mark() {
        return lineage.mark();
    }

    int route() {
        return route;
    }

    Packing packing() {
        return packing;
    }

    /** Its content, opened again where it was closed; the caller checks that it is still the same file. */
    Content open() throws IOException {
        var open = content;
        if (open == null) {
            open = packing.open(path);
            if (!FileStat.of(path).key().equals(key)) {
                open.close();
                throw new NoSuchFileException(path.toString(), null, "another file took its place");
            }
            content = open;
        }
        return open;
    }

    boolean isOpen() {
        return content != null;
    }

    /** Whether it may be closed without losing what is still to be read: it can be found again by its path. */
    boolean closable() {
        return !gone() && !behind;
    }

    void close() {
        try {
            if (content != null) {
                content.close();
            }
        } catch (IOException e) {
            LOG.warn("closing {} failed", path, e);
        }
        content = null;
    }

    /** Whether there is something new to read, as cheaply as the system can tell it. */
    boolean hasNews() throws IOException {
        if (behind) {
            return true;
        }
        if (packing != Packing.NONE) {
            return false;
        }
        // a file that is not there any more has length 0: opening it tells
        return content == null ? file.length() != seen : content.changedSince(seen);
    }

    /** Whether bytes are there that wait for the end of their line or of their group of lines. */
    boolean pending() {
        return seen > mark().position();
    }

    /** The last look met the end of the content at that size. */
    void metEnd(long size, Ending as, long now) {
        if (size != seen) {
            grown = now;
        }
        seen = size;
        behind = false;
        lastEnding = as;
    }

    void leftBehind() {
        behind = true;
    }

    Reach reach() {
        return new Reach(file, mark().position(), seen, packing == Packing.NONE, behind);
    }

    boolean behind() {
        return behind;
    }

    long seen() {
        return seen;
    }

    Ending lastEnding() {
        return lastEnding;
    }

    long idleFor(long now) {
        return now - grown;
    }

    Event.Kind lastEvent() {
        return lastEvent;
    }

    void lastEvent(Event.Kind kind) {
        lastEvent = kind;
    }

    /** Whether the rest of a line that is too long is being left out. */
    boolean skipping() {
        return lastEvent == Event.Kind.SKIPPED_OPEN;
    }

    long modified() {
        return modified;
    }

    /** A listing found it, maybe under another path. */
    void seenAt(Candidate now, long time) {
        if (!path.equals(now.path())) {
            LOG.info("{} is now {}", path, now.path());
            path = now.path();
            file = path.toFile();
            superseded(time);
        }
        if (modified != now.stat().modified() && packing == Packing.NONE) {
            // it may have been written anew to the very same size
            behind = true;
        }
        modified = now.stat().modified();
        goneSince = Long.MAX_VALUE;
    }

    void isGone(long now) {
        goneSince = Math.min(goneSince, now);
    }

    boolean gone() {
        return goneSince != Long.MAX_VALUE;
    }

    /** A younger file took over its name or its role: its writer, if it has one left, will not go on for long. */
    void superseded(long now) {
        supersededSince = Math.min(supersededSince, now);
    }

    /** For how long it has been quiet and either superseded or gone; negative while it is neither. */
    long settledFor(long now) {
        var since = Math.min(supersededSince, goneSince);
        return since == Long.MAX_VALUE ? -1 : now - Math.max(since, grown);
    }

    boolean readable(long now) {
        return now >= retryAt;
    }

    /** Reading failed: it is closed and tried again later; a problem is reported when it first appears. */
    void failed(IOException e, long until) {
        close();
        retryAt = until;
        if (!e.toString().equals(problem)) {
            problem = e.toString();
            LOG.warn("reading {} at byte {} failed, will be tried again: {}", path, mark().position(), problem);
        }
    }
}
