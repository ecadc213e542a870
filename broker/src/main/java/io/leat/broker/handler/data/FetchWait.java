package io.leat.broker.handler.data;

import io.leat.broker.log.AdvanceListener;
import io.leat.broker.log.ServedLog;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A Fetch that found too little. It registers with its partitions and then looks again, or it would miss what came in
 * between; later it looks whenever one of them has moved, on the timer's thread, several moves at a time.
 */
final class FetchWait implements AdvanceListener {
    private final Fetch fetch;
    private final List<ServedLog> logs;
    private final ScheduledExecutorService timer;
    private final CompletableFuture<FetchPass> result = new CompletableFuture<>();
    private final AtomicBoolean asked = new AtomicBoolean();

    private FetchWait(Fetch fetch, ScheduledExecutorService timer) {
        this.fetch = fetch;
        this.timer = timer;
        this.logs = fetch.targets().stream()
                .map(FetchTarget::log)
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * Completes when enough was found, something failed, or the time is over; a wait whose result is cancelled leaves
     * nothing behind.
     */
    static CompletableFuture<FetchPass> start(Fetch fetch, ScheduledExecutorService timer) {
        var wait = new FetchWait(fetch, timer);
        wait.register();
        return wait.result;
    }

    private void register() {
        logs.forEach(log -> log.addListener(this));
        Future<?> timeout = timer.schedule(this::expire, fetch.maxWaitMs(), TimeUnit.MILLISECONDS);
        var unused = result.whenComplete((found, failure) -> {
            timeout.cancel(false);
            logs.forEach(log -> log.removeListener(this));
        });
        look();
    }

    @Override
    public void advanced() {
        if (!result.isDone() && asked.compareAndSet(false, true)) {
            timer.execute(() -> {
                asked.set(false);
                look();
            });
        }
    }

    /** By one thread at a time: the one that registers, or the timer's. */
    private synchronized void look() {
        if (!result.isDone() && fetch.hasNews()) {
            var pass = fetch.pass();
            if (fetch.isEnough(pass)) {
                result.complete(pass);
            }
        }
    }

    private synchronized void expire() {
        if (!result.isDone()) {
            result.complete(fetch.pass());
        }
    }
}
