package io.leat.runtime;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs plugin code for a request that must come to an end: on a thread of its own, for a limited time. Code that hangs
 * keeps its thread; once too many do, further requests are refused instead of piling up.
 *
 * <p>All that wait here, inside and for their turn, are fewer than the threads that serve requests: plugins that hang
 * leave requests alone that do not concern them.
 */
final class TimeLimit implements AutoCloseable {

    /** Inside plugins. */
    private static final int MOST_AT_ONCE = 64;

    /** Inside one plugin for one purpose, so that others find threads left. */
    private static final int MOST_ALIKE = 16;

    private static final int MOST_WAITING = 112;
    private static final Duration HUNG_AFTER = Duration.ofSeconds(5);

    private final Duration limit;
    private final ExecutorService threads;
    private final Turnstiles turnstiles = new Turnstiles(MOST_ALIKE, MOST_WAITING, HUNG_AFTER);

    TimeLimit(Duration limit) {
        this.limit = limit;
        this.threads = new ThreadPoolExecutor(0, MOST_AT_ONCE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            var thread = new Thread(task, "plugin-request");
            thread.setDaemon(true);
            return thread;
        });
    }

    Duration limit() {
        return limit;
    }

    /**
     * @param kind the purpose and the plugin's class, as in "validating a.b.Source": all with the same share its threads
     * @param doing for the message, as in "validating connector x"
     * @throws RequestException.TimedOut if it takes too long, or too many others do
     */
    <T> T call(String kind, String doing, Callable<T> code) {
        return call(kind, doing, limit, code);
    }

    /** @param patience in place of the usual limit */
    <T> T call(String kind, String doing, Duration patience, Callable<T> code) {
        try {
            return submit(kind, doing, patience, code).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RequestException.TimedOut("Request timed out after " + patience.toMillis()
                    + " ms. The worker is currently " + doing + ", and the plugin has not answered");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RequestException.TimedOut("Interrupted while " + doing);
        } catch (ExecutionException e) {
            throw unwrapped(doing, e);
        }
    }

    private <T> Future<T> submit(String kind, String doing, Duration patience, Callable<T> code)
            throws InterruptedException {
        if (!turnstiles.enter(kind, patience)) {
            throw new RequestException.TimedOut("Request refused, so the worker is not " + doing + ": " + MOST_ALIKE
                    + " earlier requests of the kind (" + kind + ") wait for the plugin, which does not answer");
        }
        try {
            return threads.submit(() -> {
                try {
                    return code.call();
                } finally {
                    turnstiles.leave(kind);
                }
            });
        } catch (RejectedExecutionException e) {
            turnstiles.leave(kind);
            throw new RequestException.TimedOut("Request refused: " + MOST_AT_ONCE
                    + " requests wait for plugins that do not answer, so the worker is not " + doing);
        }
    }

    private static RuntimeException unwrapped(String doing, ExecutionException e) {
        return e.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException("Failed " + doing + ": " + e.getCause(), e);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
