package io.leat.broker.log;

import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.server.util.Scheduler;

/**
 * What Kafka's code wants done for one partition in the background, told apart by when.
 *
 * <ul>
 *   <li>At once: it forces files. That must not run beside the partition's own force of the same file, because the kernel
 *       tells of a failed write only once, to whoever forces first. So the partition runs these itself, one at a time.
 *   <li>Later: it deletes files; goes to the shared scheduler.
 *   <li>Again and again: it forgets expired producers. {@link PartitionLogs} does that for all partitions, so that ten
 *       thousand of them do not need as many timers.
 * </ul>
 */
final class Chores implements Scheduler {
    private final Scheduler shared;
    private final Queue<Runnable> due = new ConcurrentLinkedQueue<>();
    private volatile Runnable wake = () -> {};

    Chores(Scheduler shared) {
        this.shared = shared;
    }

    /** @param newWake called whenever there is something to run */
    void onDue(Runnable newWake) {
        wake = newWake;
        if (!due.isEmpty()) {
            newWake.run();
        }
    }

    /** Has the task run soon. */
    void add(Runnable task) {
        due.add(task);
        wake.run();
    }

    /** Runs what is due; for one thread at a time. */
    void run() {
        for (var chore = due.poll(); chore != null; chore = due.poll()) {
            chore.run();
        }
    }

    @Override
    public ScheduledFuture<?> schedule(String name, Runnable task, long delayMs, long periodMs) {
        if (periodMs > 0) {
            return new Nothing();
        }
        if (delayMs > 0) {
            return shared.schedule(name, task, delayMs, periodMs);
        }
        add(task);
        return new Nothing();
    }

    @Override
    public void startup() {
        throw new UnsupportedOperationException("belongs to all partitions");
    }

    @Override
    public void shutdown() {
        throw new UnsupportedOperationException("belongs to all partitions");
    }

    @Override
    public void resizeThreadPool(int threads) {
        throw new UnsupportedOperationException("belongs to all partitions");
    }

    /** Kafka's code does no more with a future than to cancel it. */
    private static final class Nothing implements ScheduledFuture<Void> {
        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(0, other.getDelay(TimeUnit.NANOSECONDS));
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return false;
        }

        @Override
        public boolean isCancelled() {
            return true;
        }

        @Override
        public boolean isDone() {
            return true;
        }

        @Override
        public Void get() {
            throw new CancellationException();
        }

        @Override
        public Void get(long timeout, TimeUnit unit) {
            throw new CancellationException();
        }
    }
}
