package io.leat.runtime.ledger;

import io.leat.runtime.Ledger.Figures;

/** Adds up what is decided and what is under way. */
final class Sum {

    private long since = Long.MAX_VALUE;
    private Counts counts = Counts.NONE;
    private Live live = Live.NONE;

    void add(long began, Counts decided) {
        since = Math.min(since, began);
        counts = counts.plus(decided);
    }

    void add(Live more) {
        live = new Live(
                live.read() + more.read(),
                live.split() + more.split(),
                live.failed() + more.failed(),
                live.inFlight() + more.inFlight());
    }

    void add(Sum other) {
        add(other.since, other.counts);
        add(other.live);
    }

    /** When counting began, or now if nothing was decided yet. */
    long since(long now) {
        return Math.min(since, now);
    }

    Figures figures() {
        return figures(counts, live);
    }

    static Figures figures(Counts counts, Live live) {
        return new Figures(
                counts.read() + live.read(),
                counts.replayed(),
                counts.split() + live.split(),
                counts.delivered(),
                counts.filtered(),
                counts.deadLettered(),
                counts.skipped(),
                live.failed(),
                live.inFlight(),
                counts.imbalance() + live.imbalance());
    }
}
