package io.leat.rest.resource;

import io.leat.runtime.RequestException;
import io.leat.runtime.Worker;
import jakarta.ws.rs.ServiceUnavailableException;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls the worker, and gives up waiting after the request timeout.
 *
 * <p>Calls run on threads of their own, at most {@code parallel} at once, which are never interrupted: an interrupt
 * in the middle of a file write closes the file, and a request that nobody waits for any more must not harm the log.
 * A call that outlives its caller keeps its thread until it returns; when all are taken, further requests get 503.
 */
public final class WorkerCalls implements AutoCloseable {

    private final AtomicReference<Worker> worker = new AtomicReference<>();
    private final ExecutorService threads;
    private final Duration timeout;

    public WorkerCalls(Duration timeout, int parallel) {
        this.timeout = timeout;
        var number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(0, parallel, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            var thread = new Thread(task, "rest-call-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** From here on calls reach {@code started}; before it they are refused with 503. */
    public void connect(Worker started) {
        worker.set(started);
    }

    /** @param doing what the call does, for the message of a time-out: {@code "creating connector x"} */
    public <T> T call(String doing, Function<Worker, T> call) {
        return call(doing, timeout, call);
    }

    /** The same for a call without a result. */
    public void run(String doing, Consumer<Worker> call) {
        call(doing, target -> {
            call.accept(target);
            return true;
        });
    }

    <T> T call(String doing, Duration patience, Function<Worker, T> call) {
        var target = worker.get();
        if (target == null) {
            throw new ServiceUnavailableException("The worker is still starting; try again in a moment", 1L);
        }
        return await(doing, patience, submit(() -> call.apply(target)));
    }

    private <T> Future<T> submit(Callable<T> call) {
        try {
            return threads.submit(call);
        } catch (RejectedExecutionException full) {
            throw new ServiceUnavailableException(
                    "The worker has no thread left for requests: earlier ones are still running", 5L);
        }
    }

    private static <T> T await(String doing, Duration patience, Future<T> call) {
        try {
            return call.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new RequestException.TimedOut("Request timed out. The worker has been " + doing + " for "
                    + patience.toSeconds() + " seconds; it may still finish: look before you try again");
        } catch (ExecutionException failed) {
            throw rethrown(failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailableException("The REST server is stopping", 5L);
        }
    }

    private static RuntimeException rethrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    /** Takes no more calls; those under way finish. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
