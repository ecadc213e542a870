package io.leat.broker.transaction;

import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.IntToLongFunction;

/** Gives out producer ids, of which blocks are set aside durably. */
final class ProducerIds {
    private static final int BLOCK = 1000;

    private final IntToLongFunction reserve;
    private final ConcurrentSkipListSet<Long> blocks = new ConcurrentSkipListSet<>();
    private long next;
    private long end;

    /** @param reserve sets a number of ids aside and returns the first */
    ProducerIds(IntToLongFunction reserve) {
        this.reserve = reserve;
    }

    synchronized long next() {
        if (next == end) {
            next = reserve.applyAsLong(BLOCK);
            end = next + BLOCK;
            blocks.add(next);
        }
        return next++;
    }

    /** Whether the id is one that was, or may be, given out here. */
    boolean include(long producerId) {
        var block = blocks.floor(producerId);
        return block != null && producerId < block + BLOCK;
    }
}
