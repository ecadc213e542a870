package io.leat.broker.quota;

import java.util.function.LongSupplier;
import java.util.function.LongToIntFunction;

/** When a caller in this process may move on. Safe for use from any thread. */
public final class Pace {
    private final LongToIntFunction record;
    private final LongSupplier clock;
    private volatile long resumeAt;

    Pace(LongToIntFunction record, LongSupplier clock) {
        this.record = record;
        this.clock = clock;
    }

    /** Counts what was moved. */
    public void moved(long bytes) {
        var wait = record.applyAsInt(bytes);
        if (wait > 0) {
            resumeAt = clock.getAsLong() + wait;
        }
    }

    /** How many milliseconds from now nothing may be moved; 0 if something may. */
    public long waitMs() {
        return Math.max(0, resumeAt - clock.getAsLong());
    }
}
