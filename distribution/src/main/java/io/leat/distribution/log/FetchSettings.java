package io.leat.distribution.log;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a reader takes from a consumer's settings, beside what its spec says.
 *
 * @param partitionBytes {@code max.partition.fetch.bytes}: about so many of one partition in a poll
 * @param minBytes {@code fetch.min.bytes}: a poll waits for so many
 * @param waitNanos {@code fetch.max.wait.ms}: but not longer than this
 */
record FetchSettings(int partitionBytes, int minBytes, long waitNanos) {

    private static final int KAFKAS_WAIT_MS = 500;

    /** Without settings, a poll gives at once what there is, of whatever partition. */
    static FetchSettings of(Map<String, String> overrides) {
        return new FetchSettings(
                Math.max(1, PositiveNumber.from(0, overrides, "max.partition.fetch.bytes", Integer.MAX_VALUE)),
                PositiveNumber.from(0, overrides, "fetch.min.bytes", 1),
                TimeUnit.MILLISECONDS.toNanos(PositiveNumber.from(0, overrides, "fetch.max.wait.ms", KAFKAS_WAIT_MS)));
    }

    /** Whether a poll that has found something gives it at once. */
    boolean waitsForNothing() {
        return minBytes <= 1;
    }
}
