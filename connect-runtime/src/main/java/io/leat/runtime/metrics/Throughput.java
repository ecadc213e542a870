package io.leat.runtime.metrics;

import java.time.Clock;
import java.util.OptionalLong;

/** Records and bytes per second over the last minute, in twelve slots of five seconds. Safe for use from any thread. */
public final class Throughput {

    private static final int SLOTS = 12;
    private static final long SLOT_MS = 5_000;

    private final Clock clock;
    private final long start;
    private final long[] number = new long[SLOTS];
    private final long[] records = new long[SLOTS];
    private final long[] bytes = new long[SLOTS];
    private long last;

    Throughput(Clock clock) {
        this.clock = clock;
        this.start = clock.millis();
    }

    /** @param lastMillis when there last were records; absent for never */
    public record Rates(OptionalLong lastMillis, double recordsPerSecond, double bytesPerSecond) {}

    synchronized void add(long moreRecords, long moreBytes) {
        if (moreRecords == 0 && moreBytes == 0) {
            return;
        }
        last = clock.millis();
        var slot = last / SLOT_MS;
        var index = (int) (slot % SLOTS);
        if (number[index] != slot) {
            number[index] = slot;
            records[index] = 0;
            bytes[index] = 0;
        }
        records[index] += moreRecords;
        bytes[index] += moreBytes;
    }

    public synchronized Rates rates() {
        var now = clock.millis();
        var oldest = now / SLOT_MS - SLOTS + 1;
        var recordSum = 0L;
        var byteSum = 0L;
        for (var i = 0; i < SLOTS; i++) {
            if (number[i] >= oldest) {
                recordSum += records[i];
                byteSum += bytes[i];
            }
        }
        // A task that has just started is not divided by a minute, nor by next to nothing.
        var seconds = Math.max(1_000, now - Math.max(start, oldest * SLOT_MS)) / 1e3;
        return new Rates(
                last == 0 ? OptionalLong.empty() : OptionalLong.of(last), recordSum / seconds, byteSum / seconds);
    }
}
