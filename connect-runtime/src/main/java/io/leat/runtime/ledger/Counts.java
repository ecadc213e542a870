package io.leat.runtime.ledger;

/**
 * What became of records: of one batch, of a time window or in all. Everything but {@code read}, {@code replayed} and
 * {@code split} is a decision; pieces of a record that was split are decided one by one.
 *
 * @param read records that a source polled, or that a sink read from the log
 * @param replayed of those read, dead letters that were sent in again
 * @param split records that came into being when one was split: pieces less one
 * @param filtered see {@link Fate#FILTERED}
 * @param deadLettered see {@link Fate#DEAD_LETTERED}
 * @param skipped see {@link Fate#SKIPPED}
 * @param delivered durable in the log, for a source; committed after the connector vouched for it, for a sink
 */
public record Counts(
        long read, long replayed, long split, long filtered, long deadLettered, long skipped, long delivered) {

    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

    /** Of a dead letter that was sent in again and made so many records. */
    public static Counts replay(int pieces) {
        return new Counts(1, 1, pieces - 1, 0, 0, 0, 0);
    }

    /** With so many more delivered. */
    public Counts delivering(long number) {
        return plus(new Counts(0, 0, 0, 0, 0, 0, number));
    }

    /** How many records came in: what has to be decided. */
    public long arrived() {
        return read + split;
    }

    public long decided() {
        return filtered + deadLettered + skipped + delivered;
    }

    /** Zero if every record that arrived was decided once; positive if decisions are missing. */
    public long imbalance() {
        return arrived() - decided();
    }

    public Counts plus(Counts other) {
        return new Counts(
                read + other.read,
                replayed + other.replayed,
                split + other.split,
                filtered + other.filtered,
                deadLettered + other.deadLettered,
                skipped + other.skipped,
                delivered + other.delivered);
    }

    public Counts minus(Counts other) {
        return new Counts(
                read - other.read,
                replayed - other.replayed,
                split - other.split,
                filtered - other.filtered,
                deadLettered - other.deadLettered,
                skipped - other.skipped,
                delivered - other.delivered);
    }

    /** With so many more decided in this way. */
    public Counts with(Fate fate, long number) {
        return switch (fate) {
            case FILTERED -> plus(new Counts(0, 0, 0, number, 0, 0, 0));
            case DEAD_LETTERED -> plus(new Counts(0, 0, 0, 0, number, 0, 0));
            case SKIPPED -> plus(new Counts(0, 0, 0, 0, 0, number, 0));
        };
    }
}
