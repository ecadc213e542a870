package io.leat.runtime.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What one task did in one time window.
 *
 * @param start of the window, milliseconds since the epoch
 * @param size of the window in milliseconds
 * @param counts decided within the window
 * @param spans how far its partitions moved meanwhile, the first {@link #MOST_SPANS} of them
 * @param others how often a partition beyond these moved
 */
public record Entry(long start, long size, Counts counts, List<Span> spans, long others) {

    /** A source may have thousands of partitions, and an entry is written with each of its appends. */
    static final int MOST_SPANS = 8;

    public Entry {
        spans = List.copyOf(spans);
    }

    static Entry empty(long start, long size) {
        return new Entry(start, size, Counts.NONE, List.of(), 0);
    }

    /** The window that a moment belongs to. */
    static long startOf(long now, long size) {
        return now - Math.floorMod(now, size);
    }

    public long end() {
        return start + size;
    }

    boolean isEmpty() {
        return counts.equals(Counts.NONE) && spans.isEmpty();
    }

    Entry plus(Counts more, List<Span> moves) {
        var all = new ArrayList<>(spans);
        var beyond = others;
        for (var move : moves) {
            var place = place(all, move.partition());
            if (place >= 0) {
                all.set(place, all.get(place).then(move));
            } else if (all.size() < MOST_SPANS) {
                all.add(move);
            } else {
                beyond++;
            }
        }
        return new Entry(start, size, counts.plus(more), all, beyond);
    }

    /** Puts windows together to longer ones; each goes to the one in which it begins. */
    static Stream<Entry> together(Stream<Entry> entries, long size) {
        var longer = new TreeMap<Long, Entry>();
        entries.forEach(entry -> longer.compute(startOf(entry.start(), size), (start, before) -> {
            var sum = before == null ? empty(start, size) : before;
            var more = sum.plus(entry.counts(), entry.spans());
            return new Entry(start, size, more.counts(), more.spans(), more.others() + entry.others());
        }));
        return longer.values().stream();
    }

    private static int place(List<Span> spans, String partition) {
        for (var i = 0; i < spans.size(); i++) {
            if (spans.get(i).partition().equals(partition)) {
                return i;
            }
        }
        return -1;
    }
}
