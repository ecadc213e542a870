package io.leat.runtime.task;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.ConnectorType;
import io.leat.runtime.TaskDetail;
import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.watch.Place;
import io.leat.runtime.watch.StallRule;
import io.leat.runtime.watch.StallTimeout;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A task on its thread, from the making of its parts to the last report. */
final class TaskThread implements RunningTask, Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(TaskThread.class);

    private static final Duration TURN = Duration.ofMillis(200);

    private final TaskScope<?> scope;
    private final ConnectorTaskId id;
    private final TaskControl control;
    private final TaskReports reports;
    private final LoopFactory factory;
    private final StartedTasks tasks;
    private final Duration stallTimeout;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable TaskLoop loop;
    private volatile boolean released;
    private volatile boolean failed;
    private volatile boolean dismissed;

    /** @param tasks told when the thread ends, after the last report */
    TaskThread(TaskScope<?> scope, LoopFactory factory, StartedTasks tasks) {
        this.scope = scope;
        this.id = scope.id();
        this.control = scope.control();
        this.reports = scope.reports();
        this.factory = factory;
        this.tasks = tasks;
        this.stallTimeout =
                StallTimeout.of(scope.spec().connectorConfig(), scope.settings().stallTimeout());
        this.thread = scope.thread("", this);
    }

    /** Makes the parts of a task; they are made on the task's thread, for it may take long and may fail. */
    interface LoopFactory {

        TaskPlugin plugin();

        TaskLoop loop(TaskPlugin plugin);
    }

    void begin() {
        thread.start();
    }

    @Override
    public void run() {
        try {
            if (awaitTurn() && awaitFirstStart()) {
                live();
            }
            reports.stopped();
        } catch (Throwable e) {
            fail(e);
        } finally {
            tasks.ending(this);
            ended.countDown();
            tasks.ended(this);
        }
    }

    /** Where an earlier task may still deliver, this one waits for its end. */
    private boolean awaitTurn() {
        return tasks.predecessor(this).isEmpty()
                || scope.watch().inside(Place.PREDECESSOR, () -> {
                    while (tasks.predecessor(this).isPresent() && control.await(TURN)) {
                        LOG.debug("Task {} waits for an earlier one to end.", id);
                    }
                    return !control.isStopping();
                });
    }

    /** A task that is created paused is not even made before it is resumed. */
    private boolean awaitFirstStart() {
        if (control.isPaused() && !control.isStopping()) {
            reports.paused();
        }
        return control.awaitResume();
    }

    private void live() throws InterruptedException {
        var plugin = factory.plugin();
        ContextLoader.<Boolean, InterruptedException>call(plugin.loader(), () -> {
            var made = factory.loop(plugin);
            loop = made;
            try {
                run(made, plugin.version());
            } finally {
                made.close();
            }
            return true;
        });
    }

    private void run(TaskLoop made, String version) throws InterruptedException {
        if (!control.isStopping()) {
            made.start();
            scope.watch().running();
            reports.running(version);
            LOG.info("Task {} runs.", id);
            made.run();
        }
    }

    /** The one who is told of the failure logs it; what follows from giving the task up is nobody's news. */
    private void fail(Throwable cause) {
        if (control.isAbandoned()) {
            LOG.debug("Task {} ended after it had been given up: {}", id, scope.trace(cause));
        } else {
            failed = true;
            reports.failed(cause);
        }
    }

    @Override
    public ConnectorTaskId id() {
        return id;
    }

    @Override
    public void pause() {
        control.pause(true);
        wake();
    }

    @Override
    public void resume() {
        control.pause(false);
        wake();
    }

    @Override
    public void stop() {
        dismissed = true;
        control.stop();
        tasks.dismiss(this);
        wake();
    }

    private void wake() {
        var running = loop;
        if (running != null) {
            running.wake();
        }
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void abandon() {
        released = true;
        shutOut();
        tasks.givenUp(this);
    }

    @Override
    public void fence() {
        shutOut();
        tasks.givenUp(this);
    }

    /** @return whether this was not done before */
    private boolean shutOut() {
        var first = control.abandon();
        var running = loop;
        if (running != null && released) {
            running.abandon();
        } else if (running != null) {
            running.fence();
        }
        thread.interrupt();
        scope.watch().threads().forEach(Thread::interrupt);
        return first;
    }

    /** Ends a call that lasts too long, if there is one; a task that is stopping anyway has who looks after it. */
    void endStall() {
        var now = scope.clock().millis();
        if (!control.isStopping()) {
            StallRule.overdue(scope.watch().visits(), stallTimeout, now).ifPresent(visit -> {
                var stall = new TaskStalledException(visit, stallTimeout, now);
                failed = true; // before its thread may end
                if (shutOut()) {
                    reports.stalled(stall);
                }
            });
        }
    }

    RateLimit limit() {
        return scope.limit();
    }

    TaskDetail.Usage usage() {
        return scope.usage().total();
    }

    boolean isSink() {
        return scope.spec().type() == ConnectorType.SINK;
    }

    /** Whether its partitions were given away although its thread may not have ended. */
    boolean isReleased() {
        return released;
    }

    /** Whether it waits for an earlier task to end. */
    boolean isWaiting() {
        return scope.watch().isAt(Place.PREDECESSOR);
    }

    /** Whether it ended, or was ended, by a failure of its own. */
    boolean hasFailed() {
        return failed;
    }

    /** Whether whoever started it is done with it, so that nobody looks at its figures any more. */
    boolean isDismissed() {
        return dismissed;
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /** What the task is doing at this moment. From any thread, without waiting for it. */
    TaskDetail detail() {
        var running = loop;
        return new TaskReport(scope, running == null ? 0 : running.bytesInFlight()).detail();
    }

    /** What log lines of the task begin with, as in Kafka Connect. */
    static void label(ConnectorTaskId id) {
        MDC.put("connector.context", "[" + id.connector() + "|task-" + id.task() + "] ");
    }
}
