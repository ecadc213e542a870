package io.leat.runtime.ledger;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records of one partition that a sink read at once, and what is known of them so far. What is not said to be otherwise
 * counts as put to the connector; that so many records were really put is checked by {@link #put}. A commit may fall
 * between any two records, so single ones are remembered until then: a bit for each that was filtered, a number for each
 * in a chunk with splits, and an entry for each that failed.
 */
final class Chunk {

    private final long next;
    private final int records;
    private final long @Nullable [] offsets; // only if there are gaps between the records
    private long from;
    private int done;
    private @Nullable BitSet filtered;
    private int @Nullable [] extra;
    private @Nullable Map<Integer, Counts> failures;
    private long missing;
    private boolean put;

    /**
     * @param from the offset after what was read before, so that a gap in front belongs to this chunk
     * @param next the offset after the last record
     * @param offsets of all records; null if they follow each other without a gap
     */
    Chunk(long from, long next, int records, long @Nullable [] offsets) {
        this.from = from;
        this.next = next;
        this.records = records;
        this.offsets = offsets;
    }

    long from() {
        return from;
    }

    long next() {
        return next;
    }

    int left() {
        return records - done;
    }

    boolean contains(long offset) {
        return offset >= from && offset < next;
    }

    void split(long offset, int pieces) {
        var numbers = extra == null ? new int[records] : extra;
        numbers[index(offset)] = pieces - 1;
        extra = numbers;
    }

    /** A record that is not put, or a piece that was put and came back. @return false if all of it had come back before */
    boolean failed(long offset, Fate fate) {
        var index = index(offset);
        if (fate == Fate.FILTERED) {
            var bits = filtered == null ? new BitSet(records) : filtered;
            bits.set(index);
            filtered = bits;
            return true;
        }
        var known = failures == null ? new HashMap<Integer, Counts>() : failures;
        failures = known;
        var before = known.getOrDefault(index, Counts.NONE);
        if (before.decided() > extra(index)) {
            return false;
        }
        known.put(index, before.with(fate, 1));
        return true;
    }

    boolean isPut() {
        return put;
    }

    /** The records were put but for so many, of which nothing is known. */
    void put(long unknown) {
        put = true;
        missing = unknown;
    }

    /** How many have to be put, by what is known of each. */
    long expected() {
        var counts = counts(done, records);
        return counts.arrived() - counts.filtered() - counts.deadLettered() - counts.skipped();
    }

    /** What was read of records at or after the last commit and is not accounted for by what was put. */
    long missing() {
        return missing;
    }

    /** What is decided if the offset is committed; nothing changes. */
    Counts upTo(long offset) {
        var counts = counts(done, end(offset));
        if (offset < next) {
            return counts;
        }
        var lost = put ? missing : expected();
        return counts.minus(new Counts(0, 0, 0, 0, 0, 0, lost));
    }

    long gapsUpTo(long offset) {
        return Math.min(offset, next) - from - (end(offset) - done);
    }

    /** The offset is committed: what is before it is forgotten. */
    void commit(long offset) {
        done = end(offset);
        from = Math.min(offset, next);
    }

    long splitsLeft() {
        return counts(done, records).split();
    }

    private Counts counts(int begin, int end) {
        var splits = 0L;
        for (var i = begin; extra != null && i < end; i++) {
            splits += extra[i];
        }
        var left = filtered == null ? 0 : filtered.get(begin, end).cardinality();
        var counts = new Counts(end - begin, 0, splits, left, 0, 0, 0);
        if (failures != null) {
            for (var failure : failures.entrySet()) {
                if (failure.getKey() >= begin && failure.getKey() < end) {
                    counts = counts.plus(failure.getValue());
                }
            }
        }
        return counts.plus(new Counts(0, 0, 0, 0, 0, 0, counts.imbalance()));
    }

    private int extra(int index) {
        return extra == null ? 0 : extra[index];
    }

    /** How many records come before the offset. */
    private int end(long offset) {
        if (offset >= next) {
            return records;
        }
        return Math.max(done, index(offset));
    }

    /** The place of a record, or of the first after the offset. */
    private int index(long offset) {
        if (offsets == null) {
            return (int) Math.max(0, offset - (next - records));
        }
        var place = Arrays.binarySearch(offsets, offset);
        return place >= 0 ? place : -place - 1;
    }
}
