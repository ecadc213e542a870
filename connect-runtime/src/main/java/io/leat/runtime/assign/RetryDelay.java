package io.leat.runtime.assign;

import java.time.Duration;

/** How long to wait before a connector that could not divide its work is asked again: 250 ms, doubled up to a minute. */
public final class RetryDelay {

    private static final long FIRST_MS = 250;
    private static final long LONGEST_MS = 60_000;
    private static final int MOST_DOUBLINGS = 10;

    private RetryDelay() {}

    /** @param failures so far in a row, from 1 */
    public static Duration after(int failures) {
        return Duration.ofMillis(Math.min(LONGEST_MS, FIRST_MS << Math.min(failures - 1, MOST_DOUBLINGS)));
    }
}
