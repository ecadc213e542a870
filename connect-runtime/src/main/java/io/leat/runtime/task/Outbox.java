package io.leat.runtime.task;

import io.leat.runtime.log.LogWriter;
import io.leat.runtime.pipeline.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Parcels of records on their way into the log, in order. As long as one of a few appends may start, a parcel goes out at
 * once; otherwise parcels gather in the {@link OpenAppend} until an earlier one is durable, so that little polls share an
 * append by themselves and nobody waits for more to come. What is held at any moment is bounded by the number of appends
 * {@link UnderWay} and their bytes.
 *
 * <p>An append holds whole transactions: a transaction whose end has not come stays in the open append, alone, until it
 * ends or grows beyond 8 MB; then what there is goes into the log undecided, and out of memory. Such a
 * transaction cannot be appended again: if the log fails in the middle of it, it is lost as a whole, and so is the outbox.
 *
 * <p>One thread sends, another takes what is durable; both may use the writer, under the lock, which is the {@link
 * Monitor}'s and guards all state but how much is held and the {@link Usability}, which are read without it. When an
 * append fails for a reason that may pass, the second thread, in the {@link Taker}, opens a new writer and appends again,
 * in order, all that is not durable ({@link Repetition}).
 */
final class Outbox<P extends Parcel> implements AutoCloseable {

    /** Bytes that an append gathers before it makes its senders wait. */
    static final long APPEND_BYTES = 2 << 20;

    private final Monitor monitor = new Monitor();
    private final OpenAppend<P> open;
    private final UnderWay<P> underWay = new UnderWay<>();
    private final Usability usability = new Usability();
    private final Taker<P> taker;
    private final Patience patience;
    private final Linger linger;
    private final AtomicLong heldBytes = new AtomicLong();
    /** Memory is short: a transaction is not gathered any further. */
    private boolean relieving;

    /** @param writers opens a writer; called again after an append has failed */
    Outbox(Supplier<LogWriter> writers, Seal<P> seal, Patience patience) {
        this(writers, seal, patience, Linger.none());
    }

    /** @param linger how long an append waits for more */
    Outbox(Supplier<LogWriter> writers, Seal<P> seal, Patience patience, Linger linger) {
        this.linger = linger;
        this.open = new OpenAppend<>(writers, seal);
        var repetition = new Repetition<>(monitor, open, underWay, patience, this::shipIfDue);
        this.taker = new Taker<>(monitor, underWay, usability, repetition, this::freed);
        this.patience = patience;
    }

    /**
     * Sends a parcel that is a transaction of its own, or else becomes part of the one that is open; as {@link #send(P,
     * End)}.
     */
    void send(P parcel) throws InterruptedException {
        monitor.enter(() -> {
            awaitRoom(parcel, open.lastEnd());
            add(parcel, open.lastEnd());
        });
        throwFailure(parcel);
    }

    /**
     * Sends a parcel; waits while the bounds are reached. Throws the parcel's failure if it has one, after what could be
     * sent: who may not keep a part of a transaction commits it only afterwards.
     *
     * @throws ConnectException if the log has failed for good
     */
    void send(P parcel, End end) throws InterruptedException {
        monitor.enter(() -> {
            awaitRoom(parcel, end);
            add(parcel, end);
        });
        throwFailure(parcel);
    }

    private static void throwFailure(Parcel parcel) {
        parcel.failure().ifPresent(failure -> {
            throw failure;
        });
    }

    /**
     * Aborts the open transaction, of which the parcel is the last: nothing is written but the seal, which says that all
     * this was dealt with.
     */
    void abort(P last) throws InterruptedException {
        monitor.enter(() -> {
            last.drop();
            awaitRoom(last, End.COMMIT);
            if (open.lastEnd() != End.COMMIT) {
                open.drop().ifPresent(underWay::add);
            }
            add(last, End.COMMIT);
        });
    }

    /** Commits the open transaction, if there is one. Does not wait. */
    void commitOpen() {
        monitor.change(this::commit);
    }

    /** Commits the open transaction if it is where it may be committed. Does not wait. */
    void commitIfPaused() {
        monitor.change(() -> {
            if (open.lastEnd() == End.PAUSE) {
                commit();
            }
        });
    }

    private void commit() {
        if (open.lastEnd() != End.COMMIT) {
            open.complete();
            orBreak(this::shipIfDue);
        }
    }

    /** Aborts the open transaction as if it had never been. */
    void giveUp() {
        monitor.change(() -> {
            if (open.lastEnd() != End.COMMIT && isUsable()) {
                var bytes = open.bytes();
                open.forget().ifPresent(underWay::add);
                heldBytes.addAndGet(-bytes);
            }
        });
    }

    private void awaitRoom(P parcel, End end) throws InterruptedException {
        if (linger.isOn() && open.hasToGoBefore(end)) {
            linger.hurry();
            orBreak(this::shipIfDue);
        }
        monitor.awaitWhile(() -> isUsable() && (!hasRoom(parcel.bytes()) || open.hasToGoBefore(end)), patience);
        check();
    }

    private boolean hasRoom(long bytes) {
        return underWay.hasRoom() || !open.isFull(bytes);
    }

    private void add(P parcel, End end) {
        orBreak(() -> {
            if (linger.isOn() && open.isEmpty()) {
                linger.begin();
                taker.wake(); // so that it looks again in time
            }
            heldBytes.addAndGet(open.add(parcel, end));
            shipIfDue();
        });
    }

    /** About what is in memory here. From any thread, without waiting. */
    long heldBytes() {
        return heldBytes.get();
    }

    private void shipIfDue() {
        if (!usability.isAbandoned() && underWay.hasRoom() && (relieving || !linger.holds(open.bytes()))) {
            open.ship(relieving).ifPresent(shipment -> {
                underWay.add(shipment);
                monitor.signal();
            });
        }
    }

    /** @throws ConnectException if the log has failed for good */
    void check() {
        usability.check();
    }

    /**
     * Waits for the oldest append, repeating it if it failed; {@link #acknowledged} has to follow.
     *
     * @return empty if nothing became durable in time
     */
    Optional<Shipment<P>> take(Duration maxWait) throws InterruptedException {
        return taker.take(linger.isOn() ? monitor.look(() -> lingering(maxWait)) : maxWait);
    }

    /** Lets go what has waited long enough. @return when the rest is due, if that is earlier */
    private Duration lingering(Duration maxWait) {
        orBreak(this::shipIfDue);
        return open.isEmpty() ? maxWait : linger.within(maxWait);
    }

    private void freed(Shipment<P> durable) {
        heldBytes.addAndGet(-durable.bytes());
        try {
            shipIfDue();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** What was taken has been dealt with. */
    void acknowledged() {
        monitor.change(underWay::acknowledged);
    }

    /** Waits, at the task's end, until all that was sent is durable and acknowledged. @return false if it is not, or never will be */
    boolean awaitEmpty(Duration maxWait) throws InterruptedException {
        return monitor.look(() -> {
            linger.end();
            orBreak(this::shipIfDue);
            monitor.awaitUntil(() -> isEmpty() || !isUsable(), maxWait);
            return isEmpty();
        });
    }

    private boolean isEmpty() {
        return underWay.isAcknowledged() && !open.isPending();
    }

    /** Waits until nothing is in memory; what is open of a transaction goes into the log for that. */
    void awaitRelief(Duration maxWait) throws InterruptedException {
        monitor.enter(() -> {
            relieving = true;
            try {
                orBreak(this::shipIfDue);
                monitor.awaitUntil(() -> (underWay.isAcknowledged() && open.isEmpty()) || !isUsable(), maxWait);
            } finally {
                relieving = false;
            }
        });
    }

    /** Whether more can be written. */
    boolean isUsable() {
        return usability.isGiven();
    }

    /** Lets the {@link #take} that waits, or else the next, return at once. */
    void wake() {
        taker.wake();
    }

    /** Nothing more can be written; senders are told. */
    void breakDown(Throwable cause) {
        monitor.change(() -> fail(cause));
    }

    private void orBreak(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            fail(e);
            throw e;
        }
    }

    private void fail(Throwable cause) {
        usability.fail(cause);
        monitor.signal();
    }

    /** From now on nothing is appended; who waits is let go. Does not wait for the log. */
    void abandon() {
        usability.abandon();
        monitor.signalIfFree();
    }

    /** What has started and was not taken. */
    List<Shipment<P>> left() {
        return monitor.now(underWay::all);
    }

    /** Why nothing more can be written, if the log has failed for good, or this was closed. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(usability.broken());
    }

    /** Waits for appends under way and gives up the rest. */
    @Override
    public void close() {
        monitor.change(() -> {
            fail(new ConnectException("The task has ended."));
            open.close();
        });
    }
}
