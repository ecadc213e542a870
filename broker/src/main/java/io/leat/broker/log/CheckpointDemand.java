package io.leat.broker.log;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Asks for a checkpoint whenever so much was appended that the next start would take long without one. */
final class CheckpointDemand {
    /** What the next start may have to read again: half a second on a slow disk. */
    static final long BYTES = 64L << 20;

    private final Runnable ask;
    private final AtomicLong appended = new AtomicLong();
    private final AtomicBoolean asked = new AtomicBoolean();

    /** @param ask never blocks, and sees to it that {@link #met} is called soon */
    CheckpointDemand(Runnable ask) {
        this.ask = ask;
    }

    void add(long bytes) {
        if (appended.addAndGet(bytes) >= BYTES && asked.compareAndSet(false, true)) {
            ask.run();
        }
    }

    /** A checkpoint begins. */
    void met() {
        appended.set(0);
        asked.set(false);
    }
}
