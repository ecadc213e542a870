package io.leat.connectors.file;

import io.leat.connect.api.SourceStart;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** All lineages that a task knows of: those stored, and those begun since. */
final class Lineages {
    private static final int BATCH = 512;

    private final Map<Integer, Lineage> bySlot = new HashMap<>();
    private final Routing routing;
    private final long retentionMillis;
    private long since;

    /** @param retentionMillis how long the mark of a file that is gone is kept
     * @param now epoch milliseconds */
    Lineages(Routing routing, long retentionMillis, long now) {
        this.routing = routing;
        since = now;
        this.retentionMillis = retentionMillis;
    }

    /** Reads stored offsets, slot by slot, until a whole batch of slots is empty. */
    void load(SourceStart<Mark> start) {
        var from = 0;
        while (loadBatch(start, from) > 0) {
            from += BATCH;
        }
    }

    private int loadBatch(SourceStart<Mark> start, int from) {
        var partitions =
                IntStream.range(from, from + BATCH).mapToObj(Lineage::partition).toList();
        var stored = start.offsets(partitions);
        for (var slot = from; slot < from + BATCH; slot++) {
            var mark = stored.get(partitions.get(slot - from));
            if (mark != null) {
                bySlot.put(slot, new Lineage(slot, mark));
                since = Math.min(since, mark.since());
            }
        }
        return stored.size();
    }

    /** When the connector was started for the first time. */
    long since() {
        return since;
    }

    Collection<Lineage> all() {
        return bySlot.values();
    }

    /** Those that this file could go on with: the one whose mark names its inode first, then the furthest read. */
    List<Lineage> continuableBy(Candidate file) {
        var path = file.path().toString();
        var otherInode = Comparator.<Lineage, Boolean>comparing(
                lineage -> !lineage.mark().inode().equals(file.stat().key()));
        return bySlot.values().stream()
                .filter(lineage -> lineage.mayContinueAt(path))
                .sorted(otherInode.thenComparing(lineage -> -lineage.mark().position()))
                .toList();
    }

    /** A lineage for new content, in a slot that no other task may take. */
    Lineage begin(Mark start) {
        var slot = routing.firstSlot();
        for (var taken = bySlot.get(slot); taken != null && !reusable(taken, start.time()); taken = bySlot.get(slot)) {
            slot = routing.nextSlot(slot);
        }
        var begun = new Lineage(slot, start);
        bySlot.put(slot, begun);
        return begun;
    }

    private boolean reusable(Lineage lineage, long now) {
        return lineage.expired(now - retentionMillis)
                && routing.owns(lineage.mark().route());
    }
}
