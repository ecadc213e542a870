package io.leat.runtime.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What a sink has read of one partition since its last commit, on top of what that commit decided. One thread's. */
final class PartitionTrace {

    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private PartitionState committed;
    private PartitionState proposed;
    private Counts late = Counts.NONE;
    private Counts proposedLate = Counts.NONE;
    private long read;
    private long split;
    private long missing;

    /** @param committed what is counted up to the offset that is read from now on */
    PartitionTrace(PartitionState committed) {
        this.committed = committed;
        this.proposed = committed;
    }

    PartitionState committed() {
        return committed;
    }

    /** Records read since the last commit. */
    long read() {
        return read;
    }

    /** What came into being of them by splits. */
    long split() {
        return split;
    }

    /** Of both, those that were neither left out nor put, although their batch was. */
    long missing() {
        return missing;
    }

    /** Records were read; see {@link Chunk}. */
    void add(long next, int records, long @Nullable [] offsets) {
        var last = chunks.peekLast();
        chunks.add(new Chunk(last == null ? committed.next() : last.next(), next, records, offsets));
        read += records;
    }

    void split(long offset, int pieces) {
        var chunk = find(offset);
        if (chunk != null) {
            chunk.split(offset, pieces);
            split += pieces - 1;
        }
    }

    /** A record that is not put, or a piece of one that was put and came back. */
    void failed(long offset, Fate fate) {
        var chunk = find(offset);
        if (chunk != null) {
            chunk.failed(offset, fate);
        } else if (offset < committed.next() && offset >= committed.first()) {
            // Its delivery was committed before the connector changed its mind.
            late = late.with(fate, 1).plus(new Counts(0, 0, 0, 0, 0, 0, -1));
        }
    }

    /** What became of a dead letter that was put again, which no offset tells. */
    void replayed(Counts counts) {
        late = late.plus(counts);
    }

    /** Whether something is to be counted that no offset tells. */
    boolean hasNews() {
        return !late.equals(Counts.NONE);
    }

    /** What was read since the last call was put: so many records, after splits and without what was left out. */
    void put(long number) {
        var unknown = -number;
        @Nullable Chunk last = null;
        for (var latest = chunks.descendingIterator(); latest.hasNext(); ) {
            var chunk = latest.next();
            if (chunk.isPut()) {
                break;
            }
            unknown += chunk.expected();
            chunk.put(0);
            last = last == null ? chunk : last;
        }
        if (last != null) {
            last.put(unknown);
            missing += unknown;
        }
    }

    /** Looks from the end: what is asked for was read of late. */
    private @Nullable Chunk find(long offset) {
        for (var latest = chunks.descendingIterator(); latest.hasNext(); ) {
            var chunk = latest.next();
            if (chunk.contains(offset)) {
                return chunk;
            }
            if (chunk.next() <= offset) {
                return null;
            }
        }
        return null;
    }

    /** What is decided once this offset is committed; nothing changes before {@link #commit}. */
    PartitionState propose(long offset) {
        var state = committed.plus(committed.next(), 0, late);
        proposedLate = late;
        for (var chunk : chunks) {
            if (chunk.from() >= offset) {
                break;
            }
            state = state.plus(Math.min(offset, chunk.next()), chunk.gapsUpTo(offset), chunk.upTo(offset));
        }
        proposed = state.movedTo(offset);
        return proposed;
    }

    /** What was proposed last is committed. @return false if it was another offset, so nothing is known to be decided */
    boolean commit(long offset) {
        if (proposed.next() != offset) {
            return false;
        }
        while (!chunks.isEmpty() && chunks.element().from() < offset) {
            commit(chunks.element(), offset);
        }
        late = late.minus(proposedLate);
        proposedLate = Counts.NONE;
        committed = proposed;
        return true;
    }

    private void commit(Chunk chunk, long offset) {
        var records = chunk.left();
        var splits = chunk.splitsLeft();
        chunk.commit(offset);
        read -= records - chunk.left();
        split -= splits - chunk.splitsLeft();
        if (chunk.left() == 0) {
            missing -= chunk.missing();
            chunks.remove();
        } else if (chunk.from() < offset) {
            throw new IllegalStateException("A chunk from " + chunk.from() + " is not decided up to " + offset);
        }
    }

    /** What was read and not committed is forgotten, and reading goes on from this offset. */
    void moveTo(long offset) {
        chunks.clear();
        read = 0;
        split = 0;
        missing = 0;
        committed = committed.movedTo(offset);
        proposed = committed;
        proposedLate = Counts.NONE;
    }
}
