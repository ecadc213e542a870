package io.leat.runtime.task;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks each second whether a task hangs; the looks cost next to nothing, and nothing per record. */
final class StallWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StallWatch.class);
    private static final long PERIOD_MS = 1_000;

    private final StartedTasks tasks;
    private final ScheduledThreadPoolExecutor thread;

    StallWatch(StartedTasks tasks) {
        this.tasks = tasks;
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            var made = new Thread(work, "task-stalls");
            made.setDaemon(true);
            return made;
        });
        var unused = thread.scheduleWithFixedDelay(this::look, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        for (var task : tasks.running()) {
            try {
                task.endStall();
            } catch (RuntimeException e) {
                LOG.error("Could not look whether task {} hangs", task.id(), e);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
