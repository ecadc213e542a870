package com.example.anomaly;

import java.time.Duration;

/**
 * What is usual for an actor: a moving average of events per window, in which a window that is long ago counts for less.
 * Windows without events count as zero.
 *
 * @param average events per window
 * @param lastWindow start of the last window that went in, in milliseconds since 1970
 */
public record Baseline(double average, long lastWindow) {
    static final Duration WINDOW = Duration.ofMinutes(5);

    /** An anomaly has at least so many events, and so many times the usual. */
    static final int LEAST = 8;

    static final int TIMES = 3;

    /** The share of the newest window in the average. */
    private static final double NEWEST = 0.2;

    /** What is known of an actor before its first window. */
    static Baseline before(long window) {
        return new Baseline(0, window - WINDOW.toMillis());
    }

    /** As it is when the window begins, after the windows without events in between. */
    Baseline at(long window) {
        var quiet = (window - lastWindow) / WINDOW.toMillis() - 1;
        return new Baseline(average * Math.pow(1 - NEWEST, quiet), window - WINDOW.toMillis());
    }

    boolean isExceededBy(long count) {
        return count >= LEAST && count > TIMES * average;
    }

    /** With the window that follows. */
    Baseline with(long count) {
        return new Baseline(average + NEWEST * (count - average), lastWindow + WINDOW.toMillis());
    }
}
