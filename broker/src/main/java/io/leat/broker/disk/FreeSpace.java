package io.leat.broker.disk;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Refuses writes while the disk has less free space than the low-water mark, and lets them go on by itself. The disk is
 * asked at most once a second, and whenever what was written since the last answer might have used the space up.
 */
public final class FreeSpace {
    private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier usableBytes;
    private final long lowWaterMark;
    private final LongSupplier nanoClock;
    private final AtomicLong budget = new AtomicLong();
    private volatile long askedAt;

    /**
     * @param usableBytes asks the disk
     * @param lowWaterMark bytes that stay free; 0 never refuses
     * @param nanoClock as {@link System#nanoTime()}
     */
    public FreeSpace(LongSupplier usableBytes, long lowWaterMark, LongSupplier nanoClock) {
        this.usableBytes = usableBytes;
        this.lowWaterMark = lowWaterMark;
        this.nanoClock = nanoClock;
        this.askedAt = nanoClock.getAsLong() - MAX_AGE_NANOS;
    }

    /**
     * Called before a write.
     *
     * @throws DiskFullException if there is too little space: nothing may be written
     */
    public void claim(long bytes) {
        if (lowWaterMark == 0) {
            return;
        }
        var left = budget.addAndGet(-bytes);
        if (left < 0 || nanoClock.getAsLong() - askedAt >= MAX_AGE_NANOS) {
            ask(bytes);
        }
    }

    private void ask(long bytes) {
        var usable = usableBytes.getAsLong();
        budget.set(usable - lowWaterMark - bytes);
        askedAt = nanoClock.getAsLong();
        if (usable < lowWaterMark) {
            throw new DiskFullException("The disk of the data folder has " + usable
                    + " bytes free, less than log.min.free.bytes (" + lowWaterMark
                    + "): appends are refused until there is more space.");
        }
    }
}
