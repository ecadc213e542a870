package io.leat.runtime.task;

import io.leat.runtime.log.Appended;
import io.leat.runtime.log.LogWriter;
import io.leat.runtime.pipeline.Patience;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parcels of records on their way into the log, in order. As long as one of a few appends may start, a parcel goes out at
 * once; otherwise parcels gather in the open append until an earlier one is durable, so that little polls share an
 * append by themselves and nobody waits for more to come. What is held at any moment is bounded by the number of appends
 * and their bytes.
 *
 * <p>An append holds whole transactions: a transaction whose end has not come stays in the open append, alone, until it
 * ends or grows beyond 8 MB; then what there is goes into the log undecided, and out of memory. Such a
 * transaction cannot be appended again: if the log fails in the middle of it, it is lost as a whole, and so is the outbox.
 *
 * <p>One thread sends, another takes what is durable; both may use the writer, under the lock. When an append fails for a
 * reason that may pass, the second thread opens a new writer and appends again, in order, all that is not durable.
 */
final class Outbox<P extends Parcel> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int MAX_APPENDS = 4;

    /** Bytes that an append gathers before it makes its senders wait. */
    static final long APPEND_BYTES = 2 << 20;

    /** A transaction goes into the log in parts of about this size, if it does not end before. */
    private static final long PART_BYTES = 4 * APPEND_BYTES;

    private final Supplier<LogWriter> writers;
    private final Seal<P> seal;
    private final Patience patience;
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Shipment<P>> underWay = new ArrayDeque<>();
    private LogWriter writer;
    private List<P> open = new ArrayList<>();
    private long openBytes;
    private final AtomicLong heldBytes = new AtomicLong();
    private End lastEnd = End.COMMIT;
    /** Whether a part of the open transaction is in the log. */
    private boolean begun;
    /** Memory is short: a transaction is not gathered any further. */
    private boolean relieving;

    private boolean taken;
    private boolean failing;
    private boolean woken;
    private volatile @Nullable Throwable broken;
    private volatile boolean abandoned;

    /** @param writers opens a writer; called again after an append has failed */
    Outbox(Supplier<LogWriter> writers, Seal<P> seal, Patience patience) {
        this.writers = writers;
        this.seal = seal;
        this.patience = patience;
        this.writer = writers.get();
    }

    /**
     * Sends a parcel that is a transaction of its own, or else becomes part of the one that is open; as {@link #send(P,
     * End)}.
     */
    void send(P parcel) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            awaitRoom(parcel, lastEnd);
            add(parcel, lastEnd);
        } finally {
            lock.unlock();
        }
        throwFailure(parcel);
    }

    /**
     * Sends a parcel; waits while the bounds are reached. Throws the parcel's failure if it has one, after what could be
     * sent: who may not keep a part of a transaction commits it only afterwards.
     *
     * @throws ConnectException if the log has failed for good
     */
    void send(P parcel, End end) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            awaitRoom(parcel, end);
            add(parcel, end);
        } finally {
            lock.unlock();
        }
        throwFailure(parcel);
    }

    /**
     * Aborts the open transaction, of which the parcel is the last: nothing is written but the seal, which says that all
     * this was dealt with.
     */
    void abort(P last) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            last.drop();
            awaitRoom(last, End.COMMIT);
            if (lastEnd != End.COMMIT) {
                writer.discard();
                open.forEach(Parcel::drop);
                abortBegun();
            }
            add(last, End.COMMIT);
        } finally {
            lock.unlock();
        }
    }

    private void abortBegun() {
        if (begun) {
            seal.dropCarried();
            begun = false;
            underWay.add(new Shipment<>(List.of(), 0, nothing(writer.abort()), Shipment.Kind.ABORT));
        }
    }

    private static CompletableFuture<Appended> nothing(CompletableFuture<Void> done) {
        return done.thenApply(ignored -> Shipment.NOTHING);
    }

    /** Commits the open transaction, if there is one. Does not wait. */
    void commitOpen() {
        locked(this::commit);
    }

    /** Commits the open transaction if it is where it may be committed. Does not wait. */
    void commitIfPaused() {
        locked(() -> {
            if (lastEnd == End.PAUSE) {
                commit();
            }
        });
    }

    private void commit() {
        if (lastEnd == End.COMMIT) {
            return;
        }
        lastEnd = End.COMMIT;
        try {
            shipIfDue();
        } catch (RuntimeException e) {
            fail(e);
            throw e;
        }
    }

    /** Aborts the open transaction as if it had never been. */
    void giveUp() {
        locked(() -> {
            if (lastEnd != End.COMMIT && isUsable()) {
                writer.discard();
                open = new ArrayList<>();
                heldBytes.addAndGet(-openBytes);
                openBytes = 0;
                seal.forgetCarried();
                abortBegun();
                lastEnd = End.COMMIT;
            }
        });
    }

    private void awaitRoom(P parcel, End end) throws InterruptedException {
        while (isUsable() && (isFull(parcel.bytes()) || hasToGoFirst(end))) {
            patience.awaitRoom(changed::await);
        }
        check();
    }

    /** A transaction that may go on for long, or be aborted, takes no other with it. */
    private boolean hasToGoFirst(End next) {
        return next != End.COMMIT && lastEnd == End.COMMIT && (begun || !open.isEmpty());
    }

    private static void throwFailure(Parcel parcel) {
        parcel.failure().ifPresent(failure -> {
            throw failure;
        });
    }

    private boolean isFull(long bytes) {
        var most = lastEnd == End.COMMIT ? APPEND_BYTES : PART_BYTES;
        return (failing || underWay.size() >= MAX_APPENDS) && !open.isEmpty() && openBytes + bytes > most;
    }

    private void add(P parcel, End end) {
        try {
            parcel.addTo(writer);
            if (parcel.failure().isPresent()) {
                fillAnew(parcel);
            }
            open.add(parcel);
            var bytes = parcel.bytes();
            openBytes += bytes;
            heldBytes.addAndGet(bytes);
            lastEnd = end;
            shipIfDue();
        } catch (RuntimeException e) {
            fail(e);
            throw e;
        }
    }

    /** About what is in memory here. From any thread, without waiting. */
    long heldBytes() {
        return heldBytes.get();
    }

    /** The parcel ends before the record that the log refused, but pieces of that record may be in the append. */
    private void fillAnew(P parcel) {
        writer.discard();
        open.forEach(earlier -> earlier.addTo(writer));
        parcel.addTo(writer);
    }

    private void shipIfDue() {
        if (failing || abandoned || underWay.size() >= MAX_APPENDS) {
            return;
        }
        if (lastEnd == End.COMMIT && (begun || !open.isEmpty())) {
            ship();
        } else if (lastEnd != End.COMMIT && (openBytes >= PART_BYTES || (relieving && !open.isEmpty()))) {
            shipPart();
        }
    }

    private void ship() {
        seal.addTo(writer, open);
        shipped(begun ? writer.append() : append(), begun ? Shipment.Kind.LAST : Shipment.Kind.WHOLE);
        begun = false;
    }

    private void shipPart() {
        seal.carry(open);
        begun = true;
        shipped(writer.extend(), Shipment.Kind.PART);
    }

    private void shipped(CompletableFuture<Appended> append, Shipment.Kind kind) {
        underWay.add(new Shipment<>(open, openBytes, append, kind));
        open = new ArrayList<>();
        openBytes = 0;
        changed.signalAll();
    }

    /** Where all records were left out and there is no position either, nothing is left to append. */
    private CompletableFuture<Appended> append() {
        return writer.pending() == 0 ? CompletableFuture.completedFuture(Shipment.NOTHING) : writer.append();
    }

    /** @throws ConnectException if the log has failed for good */
    void check() {
        var cause = broken;
        if (cause != null) {
            throw new ConnectException("Records could not be written to the log: " + cause.getMessage(), cause);
        }
        if (abandoned) {
            throw new ConnectException("The task was given up because it did not stop in time.");
        }
    }

    /**
     * Waits for the oldest append, repeating it if it failed; {@link #acknowledged} has to follow.
     *
     * @return empty if nothing became durable in time
     */
    Optional<Shipment<P>> take(Duration maxWait) throws InterruptedException {
        var head = head(maxWait);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        try {
            head.get().append().get(maxWait.toMillis(), TimeUnit.MILLISECONDS);
            free(head.get());
            return head;
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            recover(e.getCause() == null ? e : e.getCause());
            return Optional.empty();
        }
    }

    private Optional<Shipment<P>> head(Duration maxWait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = maxWait.toNanos();
            var known = broken;
            while (left > 0 && !woken && !abandoned && broken == known && (underWay.isEmpty() || broken != null)) {
                left = changed.awaitNanos(left);
            }
            woken = false;
            return isUsable() ? Optional.ofNullable(underWay.peek()) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void free(Shipment<P> done) {
        lock.lock();
        try {
            underWay.remove(done);
            heldBytes.addAndGet(-done.bytes());
            taken = true;
            backoff.reset();
            shipIfDue();
            changed.signalAll();
        } catch (RuntimeException e) {
            fail(e);
        } finally {
            lock.unlock();
        }
    }

    /** What was taken has been dealt with. */
    void acknowledged() {
        locked(() -> taken = false);
    }

    /** Waits until all that was sent is durable and acknowledged. @return false if it is not, or never will be */
    boolean awaitEmpty(Duration maxWait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = maxWait.toNanos();
            while (!isEmpty() && isUsable() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is in memory; what is open of a transaction goes into the log for that. */
    void awaitRelief(Duration maxWait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            relieving = true;
            shipIfDue();
            var left = maxWait.toNanos();
            while ((taken || !underWay.isEmpty() || !open.isEmpty()) && isUsable() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (RuntimeException e) {
            fail(e);
            throw e;
        } finally {
            relieving = false;
            lock.unlock();
        }
    }

    private boolean isEmpty() {
        return underWay.isEmpty() && open.isEmpty() && !begun && !taken;
    }

    /** Whether more can be written. */
    boolean isUsable() {
        return broken == null && !abandoned;
    }

    /** Lets the {@link #take} that waits, or else the next, return at once. */
    void wake() {
        locked(() -> woken = true);
    }

    /** Nothing more can be written; senders are told. */
    void breakDown(Throwable cause) {
        locked(() -> fail(cause));
    }

    /** From now on nothing is appended; who waits is let go. Does not wait for the log. */
    void abandon() {
        abandoned = true;
        if (lock.tryLock()) {
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void recover(Throwable cause) {
        if (abandoned || !(cause instanceof RetriableException) || !isRepeatable()) {
            locked(() -> fail(cause));
            return;
        }
        locked(() -> failing = true);
        var delay = backoff.next();
        LOG.warn("The log refuses records and is tried again in {} ms: {}", delay.toMillis(), cause.toString());
        try {
            if (patience.pause(delay)) {
                locked(this::repeat);
            } else {
                locked(() -> fail(cause));
            }
        } catch (RetriableException e) {
            LOG.warn("The log still refuses records: {}", e.toString());
        } catch (RuntimeException e) {
            locked(() -> fail(e));
        }
    }

    /** What has left memory cannot be appended again. */
    private boolean isRepeatable() {
        lock.lock();
        try {
            return !begun && underWay.stream().allMatch(shipment -> shipment.kind() == Shipment.Kind.WHOLE);
        } finally {
            lock.unlock();
        }
    }

    private void repeat() {
        writer.close();
        writer = writers.get();
        for (var shipment : underWay) {
            shipment.parcels().forEach(this::addAgain);
            seal.addTo(writer, shipment.parcels());
            shipment.append(append());
        }
        open.forEach(this::addAgain);
        failing = false;
        shipIfDue();
    }

    private void addAgain(P parcel) {
        parcel.addTo(writer);
        throwFailure(parcel);
    }

    private void fail(Throwable cause) {
        broken = broken == null ? cause : broken;
        changed.signalAll();
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for appends under way and gives up the rest. */
    @Override
    public void close() {
        locked(() -> {
            fail(new ConnectException("The task has ended."));
            writer.close();
        });
    }
}
