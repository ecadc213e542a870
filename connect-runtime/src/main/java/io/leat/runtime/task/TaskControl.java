package io.leat.runtime.task;

import io.leat.runtime.TargetState;
import io.leat.runtime.pipeline.Patience;
import io.leat.runtime.watch.Place;
import io.leat.runtime.watch.TaskWatch;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What is asked of a task, and the waits that depend on it. Safe for use from any thread. */
final class TaskControl implements Patience {

    private static final Duration LONGEST_LIMIT = Duration.ofSeconds(1);

    private final Clock clock;
    private final TaskWatch watch;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean paused;
    private volatile boolean stopping;
    private volatile boolean abandoned;
    private volatile long stopAsked;

    TaskControl(TargetState target, Clock clock, TaskWatch watch) {
        this.clock = clock;
        this.watch = watch;
        this.paused = target == TargetState.PAUSED;
    }

    boolean isPaused() {
        return paused;
    }

    boolean isStopping() {
        return stopping;
    }

    /** The task may not write, commit or report any more; implies stopping. */
    boolean isAbandoned() {
        return abandoned;
    }

    /** Whether a stop was asked for at least that long ago. */
    boolean isStoppingSince(Duration atLeast) {
        return stopping && clock.millis() - stopAsked >= atLeast.toMillis();
    }

    void pause(boolean wanted) {
        change(() -> paused = wanted);
    }

    void stop() {
        change(() -> {
            stopAsked = stopping ? stopAsked : clock.millis();
            stopping = true;
        });
    }

    /** @return whether it was not yet */
    boolean abandon() {
        stop();
        lock.lock();
        try {
            var first = !abandoned;
            abandoned = true;
            changed.signalAll();
            return first;
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable action) {
        lock.lock();
        try {
            action.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits while the task is paused. @return false if it is to stop */
    boolean awaitResume() {
        lock.lock();
        try {
            while (paused && !stopping) {
                changed.awaitUninterruptibly();
            }
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long millis() {
        return clock.millis();
    }

    @Override
    public void awaitRoom(Wait wait) throws InterruptedException {
        watch.within(Place.LOG, wait::untilChanged);
    }

    /** Waits for the rate limit, but never for long, so that what is asked of the task meanwhile is seen. */
    void awaitLimit(Duration duration) {
        var shortly = duration.compareTo(LONGEST_LIMIT) < 0 ? duration : LONGEST_LIMIT;
        watch.inside(Place.RATE_LIMIT, () -> await(shortly));
    }

    @Override
    public boolean pause(Duration duration) {
        return watch.inside(Place.RETRY, () -> await(duration));
    }

    /** As {@link #pause}, unseen by those who look at the task. */
    boolean await(Duration duration) {
        lock.lock();
        try {
            var left = duration.toNanos();
            while (left > 0 && !stopping) {
                left = changed.awaitNanos(left);
            }
            return !stopping;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
