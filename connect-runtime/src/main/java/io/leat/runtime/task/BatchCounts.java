package io.leat.runtime.task;

import io.leat.runtime.ledger.Counts;
import io.leat.runtime.ledger.Fate;
import org.jspecify.annotations.Nullable;

/**
 * Counts the places of a batch for the ledger. A record that was polled ends with the place that knows it; a dead letter
 * that was sent in again ends with a place that holds no record at all.
 */
final class BatchCounts {

    private long read;
    private long replayed;
    private long split;
    private long written;
    private Counts leftOut = Counts.NONE;
    private long pieces;

    /**
     * @param polled whether a polled record ends here
     * @param isWritten whether a record, or a piece of one, is written
     * @param fate of a record, or a piece, that is not written
     */
    void add(boolean polled, boolean isWritten, @Nullable Fate fate) {
        written += isWritten ? 1 : 0;
        pieces += isWritten || fate != null ? 1 : 0;
        if (fate != null) {
            leftOut = leftOut.with(fate, 1);
        }
        if (polled) {
            end();
        } else if (!isWritten && fate == null) {
            replayed++;
            end();
        }
    }

    /** Nothing came of a record that was filtered when it was sent in again. */
    private void end() {
        read++;
        if (pieces == 0) {
            leftOut = leftOut.with(Fate.FILTERED, 1);
        } else {
            split += pieces - 1;
        }
        pieces = 0;
    }

    Counts counts() {
        return leftOut.plus(new Counts(read, replayed, split, 0, 0, 0, written));
    }
}
