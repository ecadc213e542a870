package io.leat.connectors.datagen;

import java.util.function.LongSupplier;

/** When records are due: evenly at a rate, counted from the start. What was missed is caught up with. */
final class Pace {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final long first;
    private final LongSupplier nanoTime;
    private final long began;

    /** @param perSecond 0 for no limit */
    Pace(double perSecond, long first, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.first = first;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    /** How many records from {@code next} on are due, at most {@code limit}. */
    int due(long next, int limit) {
        if (perSecond == 0) {
            return limit;
        }
        var dueByNow = first + 1 + (long) ((nanoTime.getAsLong() - began) / NANOS_PER_SECOND * perSecond);
        return (int) Math.max(0, Math.min(limit, dueByNow - next));
    }

    /** How long until record {@code next} is due; 0 if it is. */
    long nanosUntil(long next) {
        if (perSecond == 0) {
            return 0;
        }
        var at = (long) Math.ceil((next - first) / perSecond * NANOS_PER_SECOND);
        return Math.max(0, at - (nanoTime.getAsLong() - began));
    }
}
