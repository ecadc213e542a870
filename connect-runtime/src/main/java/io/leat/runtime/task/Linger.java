package io.leat.runtime.task;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.config.ConfigException;

/**
 * How long the append of an {@link Outbox} waits for more records although it might go: {@code linger.ms}, unless there are
 * {@code batch.size} bytes before. Without that setting it does not. All methods but {@link #isOn} under the outbox's lock.
 */
final class Linger {

    private static final int KAFKAS_BATCH_SIZE = 16 << 10;

    private final long lingerMs;
    private final long enoughBytes;
    private final LongSupplier clock;
    private long since;
    private boolean over;

    Linger(long lingerMs, long enoughBytes, LongSupplier clock) {
        this.lingerMs = lingerMs;
        this.enoughBytes = enoughBytes;
        this.clock = clock;
    }

    static Linger none() {
        return new Linger(0, 0, () -> 0);
    }

    /**
     * @param settings a producer's
     * @param clock milliseconds
     * @throws ConfigException for what is no number
     */
    static Linger of(Map<String, String> settings, LongSupplier clock) {
        return new Linger(
                number(settings, "linger.ms", 0),
                Math.min(Outbox.APPEND_BYTES, number(settings, "batch.size", KAFKAS_BATCH_SIZE)),
                clock);
    }

    private static long number(Map<String, String> settings, String key, long otherwise) {
        var text = settings.get(key);
        try {
            var number = text == null ? otherwise : Long.parseLong(text.strip());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new ConfigException("producer.override." + key, text, "must be a number");
        }
        throw new ConfigException("producer.override." + key, text, "must not be negative");
    }

    boolean isOn() {
        return lingerMs > 0;
    }

    /** The append is to get its first parcel. */
    void begin() {
        since = clock.getAsLong();
    }

    /** What is gathered now lingers no longer. */
    void hurry() {
        since = clock.getAsLong() - lingerMs;
    }

    /** From now on nothing lingers: the task ends. */
    void end() {
        over = true;
    }

    /** Whether an append with so many bytes waits for more. */
    boolean holds(long bytes) {
        return isOn() && !over && bytes < enoughBytes && left() > 0;
    }

    /** How long to look away at most. */
    Duration within(Duration maxWait) {
        var left = Duration.ofMillis(Math.max(1, left()));
        return left.compareTo(maxWait) < 0 ? left : maxWait;
    }

    private long left() {
        return since + lingerMs - clock.getAsLong();
    }
}
