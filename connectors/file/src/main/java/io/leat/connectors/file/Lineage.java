package io.leat.connectors.file;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One content being read, whatever file holds it at the moment: it passes from {@code app.log} to {@code app.log.1} to
 * {@code app.log.2.gz}. Its slot number is the source partition; slots of files long gone are used again, so that the
 * stored offsets do not grow for ever.
 */
final class Lineage {
    /** The key of a source partition. */
    static final String SLOT = "slot";

    private final int slot;
    private final Map<String, Object> partition;
    private Mark mark;
    private @Nullable TailedFile holder;
    private @Nullable String endedAt;

    Lineage(int slot, Mark mark) {
        this.slot = slot;
        this.mark = mark;
        partition = partition(slot);
    }

    /** The source partition of a slot. */
    static Map<String, Object> partition(int slot) {
        return Map.of(SLOT, (long) slot);
    }

    int slot() {
        return slot;
    }

    Map<String, Object> partition() {
        return partition;
    }

    /** Where its reading stands. */
    Mark mark() {
        return mark;
    }

    void advance(Mark to) {
        mark = to;
    }

    /** The file that is read at the moment, if there is one. */
    @Nullable
    TailedFile holder() {
        return holder;
    }

    void heldBy(TailedFile file) {
        holder = file;
        endedAt = null;
    }

    /**
     * The holder was cut or removed before our eyes. A copy of it may go on with the content; what appears at its path
     * afterwards is something new, even where it begins with the same bytes.
     */
    void end(String path) {
        holder = null;
        endedAt = path;
    }

    boolean mayContinueAt(String path) {
        return holder == null && mark.position() > 0 && !path.equals(endedAt);
    }

    /** Whether its file is gone and nobody can want the mark any more. */
    boolean expired(long before) {
        return holder == null && (mark.position() == 0 || mark.time() < before);
    }
}
