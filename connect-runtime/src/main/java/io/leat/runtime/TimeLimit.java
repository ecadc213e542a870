package io.leat.runtime;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
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

    private final Duration limit;
    private final ExecutorService threads;

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
        try {
            return threads.submit(code).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RequestException.TimedOut("Request timed out after " + limit.toMillis() + " ms. The worker is"
                    + " currently " + doing + ", and the plugin has not answered");
        } catch (RejectedExecutionException e) {
            throw new RequestException.TimedOut("Request refused: " + MOST_AT_ONCE
                    + " requests wait for plugins that do" + " not answer, so the worker is not " + doing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RequestException.TimedOut("Interrupted while " + doing);
        } catch (ExecutionException e) {
            throw unwrapped(doing, e);
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
