package io.leat.distribution.log;

import io.leat.runtime.log.Appended;
import io.leat.runtime.log.LogWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Collects, closes and sends appends; once one has failed, refuses all that follow. */
final class EmbeddedWriter implements LogWriter {

    private final OpenAppend open;
    private final AppendTarget target;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    /** Registers each append under way, and the writer itself. */
    private final Phaser underWay = new Phaser(1);

    EmbeddedWriter(OpenAppend open, AppendTarget target) {
        this.open = open;
        this.target = target;
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
        var closed = open.close();
        var failed = failure.get();
        if (failed != null) {
            return CompletableFuture.failedFuture(failed);
        }
        underWay.register();
        return send(closed).whenComplete((done, error) -> {
            if (error != null) {
                failure.compareAndSet(null, error);
            }
            underWay.arriveAndDeregister();
        });
    }

    private CompletableFuture<Appended> send(ClosedAppend closed) {
        try {
            return target.append(closed.batches()).thenApply(closed::positions);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
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
