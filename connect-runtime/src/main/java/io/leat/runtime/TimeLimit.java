package io.leat.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
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
 */
final class TimeLimit implements AutoCloseable {

    private static final int MOST_AT_ONCE = 64;

    /** Of one kind for one plugin or connector, so that others find threads left. */
    private static final int MOST_ALIKE = 4;

    private final Duration limit;
    private final ExecutorService threads;
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

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
     * @param doing for the message, as in "validating connector x"
     * @throws RequestException.TimedOut if it takes too long, or too many others do
     */
    <T> T call(String doing, Callable<T> code) {
        return call(doing, limit, code);
    }

    /** @param patience in place of the usual limit */
    <T> T call(String doing, Duration patience, Callable<T> code) {
        try {
            return submit(doing, code).get(patience.toMillis(), TimeUnit.MILLISECONDS);
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

    private <T> Future<T> submit(String doing, Callable<T> code) {
        if (underWay.merge(doing, 1, Integer::sum) > MOST_ALIKE) {
            leave(doing);
            throw new RequestException.TimedOut("Request refused: " + MOST_ALIKE
                    + " earlier ones wait for a plugin that does not answer. The worker is still " + doing);
        }
        try {
            return threads.submit(() -> {
                try {
                    return code.call();
                } finally {
                    leave(doing);
                }
            });
        } catch (RejectedExecutionException e) {
            leave(doing);
            throw new RequestException.TimedOut("Request refused: " + MOST_AT_ONCE
                    + " requests wait for plugins that do not answer, so the worker is not " + doing);
        }
    }

    private void leave(String doing) {
        underWay.computeIfPresent(doing, (key, count) -> count == 1 ? null : count - 1);
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
