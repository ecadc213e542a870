package io.leat.broker.transaction;

import java.util.function.IntToLongFunction;

/** Gives out producer ids, of which blocks are set aside durably. */
final class ProducerIds {
    private static final int BLOCK = 1000;

    private final IntToLongFunction reserve;
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
        }
        return next++;
    }
}
