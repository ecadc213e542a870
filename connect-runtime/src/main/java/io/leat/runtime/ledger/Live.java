package io.leat.runtime.ledger;

/**
 * What a running task has read and not yet decided durably, at one moment between two batches.
 *
 * @param read records beyond those that are counted durably
 * @param split likewise
 * @param failed of these, records that have ended the task
 * @param inFlight of these, records that are under way, counted where they are
 */
record Live(long read, long split, long failed, long inFlight) {

    static final Live NONE = new Live(0, 0, 0, 0);

    /** After the task has ended only what ended it is left. */
    static Live ended(long failed) {
        return new Live(failed, 0, failed, 0);
    }

    long imbalance() {
        return read + split - failed - inFlight;
    }
}
