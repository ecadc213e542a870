package io.leat.broker.network;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the handlers that block. When its queue is full the caller waits, a network thread that then reads no more
 * requests: the pressure reaches the clients.
 */
public final class RequestThreads implements Executor, AutoCloseable {
    private static final long CLOSE_SECONDS = 5;

    private final ThreadPoolExecutor pool;

    public RequestThreads(NetworkSettings settings) {
        var count = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                settings.ioThreads(),
                settings.ioThreads(),
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(settings.limits().queuedRequests()),
                task -> new Thread(task, "leat-request-" + count.getAndIncrement()),
                (task, full) -> await(task, full));
        pool.allowCoreThreadTimeOut(true);
    }

    private static void await(Runnable task, ThreadPoolExecutor full) {
        try {
            while (!full.isShutdown()) {
                if (full.getQueue().offer(task, 100, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new RejectedExecutionException("the request threads are closed");
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Takes no more; those under way have a few seconds to end. */
    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
