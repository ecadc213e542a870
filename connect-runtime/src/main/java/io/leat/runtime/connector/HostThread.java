package io.leat.runtime.connector;

import io.leat.runtime.RequestException;
import io.leat.runtime.TaskDetail.BlockedCall;
import io.leat.runtime.watch.BlockedStack;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread on which everything about one connector happens. It ends when there is nothing to do for a while. */
final class HostThread {

    private static final Logger LOG = LoggerFactory.getLogger(HostThread.class);
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final ScheduledThreadPoolExecutor executor;
    private volatile @Nullable Activity activity;

    /** @param time of day, for those who look; {@code since} is for measuring */
    private record Activity(String doing, long since, Instant time, Thread thread) {}

    HostThread(String connector) {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            var thread = new Thread(task, "connector-" + connector);
            thread.setDaemon(true);
            return thread;
        });
        executor.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** @throws RejectedExecutionException after {@link #abandon} */
    Future<?> submit(String doing, Runnable task) {
        return executor.submit(() -> run(doing, task));
    }

    private void run(String doing, Runnable task) {
        activity = new Activity(doing, System.nanoTime(), Instant.now(), Thread.currentThread());
        try {
            task.run();
        } catch (Throwable e) { // nobody asks the future of most work
            LOG.error("Failed {}", doing, e);
            throw e;
        } finally {
            activity = null;
        }
    }

    /** Nothing happens after {@link #abandon}. */
    void execute(Runnable task) {
        try {
            var unused = submit("following a request of the connector", task);
        } catch (RejectedExecutionException e) {
            LOG.debug("Ignoring the word of a connector that was given up");
        }
    }

    /** Nothing happens after {@link #abandon}. */
    void schedule(String doing, Runnable task, Duration delay) {
        try {
            var unused = executor.schedule(() -> run(doing, task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Ignoring the word of a connector that was given up");
        }
    }

    /** What the thread is busy with, in words for a message. */
    Optional<String> activity() {
        return Optional.ofNullable(activity)
                .map(a -> a.doing() + ", for "
                        + Duration.ofNanos(System.nanoTime() - a.since()).toMillis() + " ms");
    }

    /** Whether one piece of work has kept it busy for at least that long. */
    boolean isBusyFor(Duration atLeast) {
        var current = activity;
        return current != null && System.nanoTime() - current.since() >= atLeast.toNanos();
    }

    /** The plugin's code that the thread is inside, if it is. */
    Optional<BlockedCall> busy() {
        return Optional.ofNullable(activity)
                .map(a -> new BlockedCall(a.doing(), a.time(), a.thread().getName(), BlockedStack.of(a.thread())))
                .filter(call -> !call.stack().isEmpty());
    }

    /** @return whether it was done in time */
    boolean isDone(Future<?> work, Duration timeout) {
        try {
            work.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true; // logged where it happened
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** @throws RequestException.TimedOut saying what holds it up */
    void await(Future<?> work, Duration timeout) {
        if (!isDone(work, timeout)) {
            throw new RequestException.TimedOut(
                    "Request timed out. The worker is currently " + activity().orElse("starting on the request"));
        }
    }

    void abandon() {
        executor.shutdownNow();
    }

    /** Lets what is under way finish, and takes no more. */
    void close() {
        executor.shutdown();
    }
}
