package io.leat.runtime.inspect;

import io.leat.runtime.Taps.Tap;
import io.leat.runtime.Taps.Tapped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A sample on its way to one who looks. Tasks never wait for it: what does not fit is counted as missed. */
final class OpenTap implements Tap {

    private static final int WAITING = 256;

    private final int rate;
    private final LongSupplier nanos;
    private final Consumer<OpenTap> onClose;
    private final BlockingQueue<Tapped> waiting = new ArrayBlockingQueue<>(WAITING);
    private final LongAdder missed = new LongAdder();
    private long second;
    private int left;

    /** @param nanos a clock that only rises */
    OpenTap(int rate, LongSupplier nanos, Consumer<OpenTap> onClose) {
        this.rate = rate;
        this.nanos = nanos;
        this.onClose = onClose;
        this.second = nanos.getAsLong();
        this.left = rate;
    }

    /** Takes places for a batch. @return how many of its records may be shown */
    synchronized int admit(int records) {
        var now = nanos.getAsLong();
        if (now - second >= TimeUnit.SECONDS.toNanos(1)) {
            second = now;
            left = rate;
        }
        var admitted = Math.min(records, left);
        left -= admitted;
        missed.add(records - admitted);
        return admitted;
    }

    void offer(Tapped record) {
        if (!waiting.offer(record)) {
            missed.increment();
        }
    }

    @Override
    public Optional<Tapped> next(Duration wait) throws InterruptedException {
        return Optional.ofNullable(waiting.poll(wait.toMillis(), TimeUnit.MILLISECONDS))
                .map(record -> new Tapped(record.task(), record.position(), record.record(), missed.sumThenReset()));
    }

    @Override
    public void close() {
        onClose.accept(this);
    }
}
