package io.leat.broker.transaction;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does things later, on one thread that is there only while something is due. */
final class TransactionTimer {
    private static final Logger LOGGER = LoggerFactory.getLogger(TransactionTimer.class);

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        var daemon = new Thread(task, "transaction-timer");
        daemon.setDaemon(true);
        return daemon;
    });

    TransactionTimer() {
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setKeepAliveTime(10, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    void later(Duration delay, Runnable task) {
        try {
            var unused = thread.schedule(() -> run(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOGGER.debug("Left to the next start, because this one ends", e);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOGGER.error("A task of the transaction coordinator failed", e);
        }
    }

    /** A check that is repeated as long as there is something to check, and costs nothing else. */
    final class Check {
        private final Duration interval;
        private final BooleanSupplier check;
        private final AtomicBoolean scheduled = new AtomicBoolean();

        /** @param check returns whether there is something left to check later */
        Check(Duration interval, BooleanSupplier check) {
            this.interval = interval;
            this.check = check;
        }

        /** There is something to check. */
        void request() {
            if (scheduled.compareAndSet(false, true)) {
                later(interval, this::check);
            }
        }

        private void check() {
            // Taken back first: what asks while the check runs may have come too late for it.
            scheduled.set(false);
            if (check.getAsBoolean()) {
                request();
            }
        }
    }

    void close() {
        thread.shutdownNow();
    }
}
