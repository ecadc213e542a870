package io.leat.connectors.webhook;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that may be held at a time. Safe for several threads. */
final class ByteBudget {

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    ByteBudget(long limit) {
        this.limit = limit;
    }

    /** False, and nothing taken, if there are not so many left. */
    boolean tryTake(long bytes) {
        var after = used.addAndGet(bytes);
        if (after <= limit) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }
}
