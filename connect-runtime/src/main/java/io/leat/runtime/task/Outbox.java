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
 * <p>One thread sends, another takes what is durable; both may use the writer, under the lock. When an append fails for a
 * reason that may pass, the second thread opens a new writer and appends again, in order, all that is not durable.
 */
final class Outbox<P extends Outbox.Parcel> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int MAX_APPENDS = 4;

    /** Bytes that an append gathers before it makes its senders wait. */
    static final long APPEND_BYTES = 2 << 20;

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

    /** Records that belong together. */
    interface Parcel {

        /** About what the parcel holds in memory. */
        long bytes();

        /** Adds the records to the open append; called again if the append has to be repeated. */
        void addTo(LogWriter writer);

        /** Why the log did not take all the records, if so; those before the first it refused are added. */
        Optional<RuntimeException> failure();
    }

    /** Adds what has to go out in the same append as the parcels, after their records. */
    interface Seal<P> {

        void addTo(LogWriter writer, List<P> parcels);
    }

    /**
     * Sends a parcel; waits while the bounds are reached. Throws the parcel's failure if it has one, after what could be
     * sent.
     *
     * @throws ConnectException if the log has failed for good
     */
    void send(P parcel) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (isUsable() && isFull(parcel.bytes())) {
                patience.awaitRoom(changed::await);
            }
            check();
            add(parcel);
        } finally {
            lock.unlock();
        }
        throwFailure(parcel);
    }

    private static void throwFailure(Parcel parcel) {
        parcel.failure().ifPresent(failure -> {
            throw failure;
        });
    }

    private boolean isFull(long bytes) {
        return (failing || underWay.size() >= MAX_APPENDS) && !open.isEmpty() && openBytes + bytes > APPEND_BYTES;
    }

    private void add(P parcel) {
        try {
            parcel.addTo(writer);
            if (parcel.failure().isPresent()) {
                fillAnew(parcel);
            }
            open.add(parcel);
            var bytes = parcel.bytes();
            openBytes += bytes;
            heldBytes.addAndGet(bytes);
            if (!failing && underWay.size() < MAX_APPENDS) {
                ship();
            }
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

    private void ship() {
        if (abandoned) {
            return;
        }
        seal.addTo(writer, open);
        underWay.add(new Shipment<>(open, openBytes, append()));
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
            if (!open.isEmpty() && !failing) {
                ship();
            }
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

    private boolean isEmpty() {
        return underWay.isEmpty() && open.isEmpty() && !taken;
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
        if (abandoned || !(cause instanceof RetriableException)) {
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
