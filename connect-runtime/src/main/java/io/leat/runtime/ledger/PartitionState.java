package io.leat.runtime.ledger;

/**
 * What a sink has decided of one partition up to a committed offset; stored with that offset.
 *
 * @param since when counting began, milliseconds since the epoch
 * @param first the offset at which it began
 * @param next the committed offset, the next to be read
 * @param gaps offsets in between that hold no record
 * @param moved offsets that were passed without reading; negative where the position went back
 */
record PartitionState(long since, long first, long next, long gaps, long moved, Counts counts) {

    static PartitionState begin(long now, long position) {
        return new PartitionState(now, position, position, 0, 0, Counts.NONE);
    }

    /** The position was set from outside. */
    PartitionState movedTo(long position) {
        return position == next
                ? this
                : new PartitionState(since, first, position, gaps, moved + position - next, counts);
    }

    PartitionState plus(long newNext, long newGaps, Counts more) {
        return new PartitionState(since, first, newNext, gaps + newGaps, moved, counts.plus(more));
    }

    /**
     * Records that the offsets speak of and that were not read, or the other way round; zero if all is well. Dead letters
     * that were put again have no offset of their own.
     */
    long unexplained() {
        return next - first - (counts.read() - counts.replayed()) - gaps - moved;
    }

    /** What happened since an earlier state of the same partition. */
    Span since(PartitionState before, String partition) {
        return new Span(
                partition, Long.toString(before.next), Long.toString(next), gaps - before.gaps, moved - before.moved);
    }
}
