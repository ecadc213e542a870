package io.leat.distribution.log;

import io.leat.broker.quota.Pace;
import io.leat.runtime.log.Appended;
import io.leat.runtime.log.LogWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Collects, closes and sends appends; once one has failed, refuses all that follow. Above its quota it lets its caller
 * wait, but never longer than a second for an append, so that the caller can be stopped.
 */
final class EmbeddedWriter implements LogWriter {

    private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final OpenAppend open;
    private final AppendTarget target;
    private final Pace pace;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    /** Registers each append under way, and the writer itself. */
    private final Phaser underWay = new Phaser(1);

    EmbeddedWriter(OpenAppend open, AppendTarget target, Pace pace) {
        this.open = open;
        this.target = target;
        this.pace = pace;
    }

    @Override
    public void add(
            String topic,
            int partition,
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Iterable<Header> headers) {
        open.add(topic, partition, timestamp, key, value, OpenAppend.array(headers));
    }

    @Override
    public int pending() {
        return open.count();
    }

    @Override
    public long pendingBytes() {
        return open.bytes();
    }

    @Override
    public CompletableFuture<Appended> append() {
        keepPace();
        var closed = open.close();
        return send(() -> target.append(closed.batches()).thenApply(closed::positions));
    }

    @Override
    public CompletableFuture<Appended> extend() {
        keepPace();
        var closed = open.close();
        return send(() -> target.extend(closed.batches()).thenApply(closed::positions));
    }

    @Override
    public CompletableFuture<Void> abort() {
        open.clear();
        return send(target::abort);
    }

    private <T> CompletableFuture<T> send(Supplier<CompletableFuture<T>> action) {
        var failed = failure.get();
        if (failed != null) {
            return CompletableFuture.failedFuture(failed);
        }
        underWay.register();
        var answer = started(action).whenComplete((done, error) -> {
            if (error != null) {
                failure.compareAndSet(null, error);
            }
        });
        // only then, so that who waits in close() finds the answer given
        var unused = answer.whenComplete((done, error) -> underWay.arriveAndDeregister());
        return answer;
    }

    private static <T> CompletableFuture<T> started(Supplier<CompletableFuture<T>> action) {
        try {
            return action.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void keepPace() {
        var bytes = open.bytes();
        var deadline = System.nanoTime() + MAX_WAIT_NANOS;
        var left = Math.min(MAX_WAIT_NANOS, TimeUnit.MILLISECONDS.toNanos(pace.waitMs()));
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, left);
            left = Math.min(deadline - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(pace.waitMs()));
        }
        pace.moved(bytes);
    }

    @Override
    public void discard() {
        open.clear();
    }

    @Override
    public void close() {
        open.clear();
        underWay.arriveAndAwaitAdvance();
        underWay.arriveAndDeregister();
        target.close();
    }
}
