package io.leat.runtime.task;

import io.leat.runtime.pipeline.Patience;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A lock, and a condition on which all wait for whatever changes under it. Safe for use from any thread. */
final class Monitor {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Something done under the lock that may wait. */
    @FunctionalInterface
    interface Step {
        void run() throws InterruptedException;
    }

    /** Something found out under the lock, after a wait perhaps. */
    @FunctionalInterface
    interface Look<T> {
        T see() throws InterruptedException;
    }

    /** Runs an action under the lock, then wakes all who wait; nobody is woken if it throws. */
    void change(Runnable action) {
        lock.lock();
        try {
            action.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Runs a step under the lock; it wakes others itself if it has reason to. */
    void enter(Step step) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    /** Has a look under the lock; wakes nobody. */
    <T> T look(Look<T> look) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return look.see();
        } finally {
            lock.unlock();
        }
    }

    /** What is so just now. Seen under the lock, for which an interrupt does not end the wait. */
    <T> T now(Supplier<T> something) {
        lock.lock();
        try {
            return something.get();
        } finally {
            lock.unlock();
        }
    }

    /** Gives the lock away as long as something holds, in a way that others can see. Under the lock. */
    void awaitWhile(BooleanSupplier holds, Patience patience) throws InterruptedException {
        while (holds.getAsBoolean()) {
            patience.awaitRoom(changed::await);
        }
    }

    /** Gives the lock away until something holds or time is up. Under the lock. */
    void awaitUntil(BooleanSupplier holds, Duration maxWait) throws InterruptedException {
        var left = maxWait.toNanos();
        while (left > 0 && !holds.getAsBoolean()) {
            left = changed.awaitNanos(left);
        }
    }

    /** Wakes all who wait. Under the lock. */
    void signal() {
        changed.signalAll();
    }

    /** Wakes all who wait, unless another thread is in: that one goes on by itself. Does not wait. */
    void signalIfFree() {
        if (lock.tryLock()) {
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
