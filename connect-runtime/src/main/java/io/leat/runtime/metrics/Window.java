package io.leat.runtime.metrics;

import java.time.Clock;

/** What was measured in the last 30 to 60 seconds, in two windows that take turns. */
final class Window {

    private static final long LENGTH_MS = 30_000;

    private final Clock clock;
    private Sum current;
    private Sum before;

    Window(Clock clock) {
        this.clock = clock;
        this.current = new Sum(clock.millis());
        this.before = new Sum(current.start - LENGTH_MS);
    }

    synchronized void add(double value) {
        turn();
        current.count++;
        current.total += value;
        current.max = Math.max(current.max, value);
        current.min = Math.min(current.min, value);
    }

    /** Zero if nothing was measured. */
    synchronized double average() {
        turn();
        var count = current.count + before.count;
        return count == 0 ? 0 : (current.total + before.total) / count;
    }

    /** Zero if nothing was measured. */
    synchronized double max() {
        turn();
        return Math.max(current.max, before.max);
    }

    /** Zero if nothing was measured. */
    synchronized double min() {
        turn();
        var min = Math.min(current.min, before.min);
        return min == Double.POSITIVE_INFINITY ? 0 : min;
    }

    /** The sum of what was measured, divided by the 30 to 60 seconds it was measured in. */
    synchronized double perSecond() {
        turn();
        return (current.total + before.total) * 1000 / (clock.millis() - before.start);
    }

    private void turn() {
        var now = clock.millis();
        if (now - current.start >= LENGTH_MS) {
            before = now - current.start < 2 * LENGTH_MS ? current : new Sum(now - LENGTH_MS);
            current = new Sum(now);
        }
    }

    private static final class Sum {

        private final long start;
        private long count;
        private double total;
        private double max;
        private double min = Double.POSITIVE_INFINITY;

        private Sum(long start) {
            this.start = start;
        }
    }
}
