package io.leat.runtime.task;

import io.leat.runtime.watch.RateKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How fast the tasks of one connector may go together. Asked once per batch; safe for use from any thread. */
final class RateLimit {

    private final Clock clock;
    private final OptionalLong recordsPerSecond;
    private final OptionalLong bytesPerSecond;
    private @Nullable TokenBucket records;
    private @Nullable TokenBucket bytes;

    private RateLimit(Clock clock, OptionalLong recordsPerSecond, OptionalLong bytesPerSecond) {
        this.clock = clock;
        this.recordsPerSecond = recordsPerSecond;
        this.bytesPerSecond = bytesPerSecond;
        this.records = bucket(recordsPerSecond);
        this.bytes = bucket(bytesPerSecond);
    }

    /** @throws org.apache.kafka.common.config.ConfigException if a rate is no number from 1 on */
    static RateLimit of(Map<String, String> connector, Clock clock) {
        return new RateLimit(
                clock, RateKeys.rate(connector, RateKeys.RECORDS), RateKeys.rate(connector, RateKeys.BYTES));
    }

    private @Nullable TokenBucket bucket(OptionalLong rate) {
        return rate.isEmpty() ? null : TokenBucket.full(rate.getAsLong(), clock.millis());
    }

    /** Whether it comes from the same settings. */
    boolean isLike(RateLimit other) {
        return recordsPerSecond.equals(other.recordsPerSecond) && bytesPerSecond.equals(other.bytesPerSecond);
    }

    /** Records, or bytes of keys and values, have gone through. */
    synchronized void spend(long someRecords, long someBytes) {
        if (records != null) {
            records = records.spend(someRecords, clock.millis());
        }
        if (bytes != null) {
            bytes = bytes.spend(someBytes, clock.millis());
        }
    }

    /** How long to wait before the next batch; zero for not at all. */
    synchronized Duration untilFree() {
        var one = records == null ? Duration.ZERO : records.untilFree(clock.millis());
        var other = bytes == null ? Duration.ZERO : bytes.untilFree(clock.millis());
        return one.compareTo(other) > 0 ? one : other;
    }
}
