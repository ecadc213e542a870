package io.leat.connectors.webhook;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Deliveries between the listener's threads, which put them in, and the task's thread, which takes them out. Remembers
 * each until it is durable, and its id for the window in which it may come once more.
 */
final class Inbox {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Queue<Delivery> waiting = new ArrayDeque<>();
    private final Map<Long, Delivery> underWay = new HashMap<>();
    private final SeenDeliveries seen;
    private final ByteBudget budget;
    private final InstantSource clock;
    private boolean woken;
    private boolean closed;

    Inbox(SeenDeliveries seen, ByteBudget budget, InstantSource clock) {
        this.seen = seen;
        this.budget = budget;
        this.clock = clock;
    }

    /**
     * Takes a delivery and the bytes of the budget that it holds.
     *
     * @return how it ends; the end of an earlier delivery with the same id, if there is one
     */
    CompletableFuture<Boolean> add(Delivery delivery) {
        lock.lock();
        try {
            var earlier = seen.find(delivery, clock.instant());
            if (earlier.isPresent() || closed) {
                giveBack(delivery);
                return earlier.orElseGet(() -> CompletableFuture.completedFuture(false));
            }
            seen.add(delivery, clock.instant());
            waiting.add(delivery);
            filled.signal();
            return delivery.outcome();
        } finally {
            lock.unlock();
        }
    }

    /** The deliveries at hand, up to {@code max}; waits for the first, empty after the wait or a wake-up. */
    List<Delivery> take(int max, long waitMillis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = TimeUnit.MILLISECONDS.toNanos(waitMillis);
            while (waiting.isEmpty() && !woken && left > 0) {
                left = filled.awaitNanos(left);
            }
            var taken = new ArrayList<Delivery>();
            while (taken.size() < max && !waiting.isEmpty()) {
                taken.add(waiting.remove());
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** The delivery was handed to the worker under this number. */
    void handedOver(long sequence, Delivery delivery) {
        locked(() -> underWay.put(sequence, delivery.withoutBody()));
    }

    /** What was handed over under this number is durable. */
    void durable(long sequence) {
        locked(() -> {
            var delivery = underWay.remove(sequence);
            if (delivery != null) {
                giveBack(delivery);
                delivery.outcome().complete(true);
            }
        });
    }

    /** From now on {@link #take} does not wait. */
    void wakeup() {
        locked(() -> {
            woken = true;
            filled.signalAll();
        });
    }

    /** Gives up all that is not durable and takes nothing more. */
    void close() {
        locked(() -> {
            closed = true;
            waiting.forEach(this::giveUp);
            waiting.clear();
            underWay.values().forEach(this::giveUp);
            underWay.clear();
        });
    }

    private void giveUp(Delivery delivery) {
        giveBack(delivery);
        seen.remove(delivery);
        delivery.outcome().complete(false);
    }

    private void giveBack(Delivery delivery) {
        budget.giveBack(delivery.size());
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
