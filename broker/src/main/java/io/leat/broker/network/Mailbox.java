package io.leat.broker.network;

import io.leat.broker.network.Exchange.Answered;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What other threads leave for a processor. It is woken once for all that arrives until it looks. */
final class Mailbox {
    private final Runnable wake;
    private final Queue<Connection> arrivals = new ConcurrentLinkedQueue<>();
    private final Queue<Answered> answers = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private volatile @Nullable Thread owner;

    /** @param wake makes the owner look soon */
    Mailbox(Runnable wake) {
        this.wake = wake;
    }

    /** The thread that looks in here by itself, before it sleeps. */
    void ownedBy(Thread thread) {
        owner = thread;
    }

    void leave(Connection arrival) {
        arrivals.add(arrival);
        signal();
    }

    void leave(Answered answer) {
        answers.add(answer);
        signal();
    }

    void signal() {
        if (signalled.compareAndSet(false, true) && Thread.currentThread() != owner) {
            wake.run();
        }
    }

    /** Before the owner takes what is here; what comes later wakes it. */
    void open() {
        signalled.set(false);
    }

    @Nullable
    Connection takeArrival() {
        return arrivals.poll();
    }

    @Nullable
    Answered takeAnswer() {
        return answers.poll();
    }

    boolean isEmpty() {
        return arrivals.isEmpty() && answers.isEmpty();
    }
}
