package io.leat.distribution.log;

import io.leat.broker.log.AdvanceListener;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the one thread that waits. A waiter lowers the signal, looks at what it waits for, and only then awaits: what
 * happens in between raises the signal and is not missed.
 */
final class Signal implements AdvanceListener {

    private volatile boolean raised;
    private volatile @Nullable Thread waiter;

    void lower() {
        raised = false;
    }

    @Override
    public void advanced() {
        raise();
    }

    void raise() {
        raised = true;
        var thread = waiter;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    /** Returns when raised, after the time (in nanoseconds), or when the thread is interrupted. */
    void await(long nanos) {
        waiter = Thread.currentThread();
        long deadline = System.nanoTime() + nanos;
        long left = nanos;
        while (!raised && left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, left);
            left = deadline - System.nanoTime();
        }
        waiter = null;
    }
}
