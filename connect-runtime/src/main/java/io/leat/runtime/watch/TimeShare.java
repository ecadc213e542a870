package io.leat.runtime.watch;

import java.time.Clock;
import java.util.Arrays;
import java.util.OptionalLong;

/** The share of the last minute that something took, in twelve slots of five seconds. */
final class TimeShare {

    private static final int SLOTS = 12;
    private static final long SLOT_MS = 5_000;
    private static final long MINUTE_MS = SLOTS * SLOT_MS;

    private final Clock clock;
    private final long start;
    private final long[] number = new long[SLOTS];
    private final long[] taken = new long[SLOTS];

    TimeShare(Clock clock) {
        this.clock = clock;
        this.start = clock.millis();
        Arrays.fill(number, -1);
    }

    /** Adds the time from {@code since} until now. */
    synchronized void add(long since) {
        var now = clock.millis();
        for (var from = Math.max(since, now - MINUTE_MS); from < now; ) {
            var slot = from / SLOT_MS;
            var until = Math.min(now, (slot + 1) * SLOT_MS);
            add(slot, until - from);
            from = until;
        }
    }

    private void add(long slot, long millis) {
        var index = (int) (slot % SLOTS);
        if (number[index] != slot) {
            number[index] = slot;
            taken[index] = 0;
        }
        taken[index] += millis;
    }

    /** @param underWay since when it is going on again, which was not added yet */
    synchronized double share(OptionalLong underWay) {
        var now = clock.millis();
        var oldest = now / SLOT_MS - SLOTS + 1;
        var from = Math.max(start, oldest * SLOT_MS);
        var sum = 0L;
        for (var i = 0; i < SLOTS; i++) {
            sum += number[i] >= oldest ? taken[i] : 0;
        }
        if (underWay.isPresent()) {
            sum += Math.max(0, now - Math.max(from, underWay.getAsLong()));
        }
        return now <= from ? 0 : Math.min(1, (double) sum / (now - from));
    }
}
