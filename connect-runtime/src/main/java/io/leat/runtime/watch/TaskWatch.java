package io.leat.runtime.watch;

import io.leat.runtime.TaskDetail.Retrying;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Where the threads of one task are. Each thread marks its own way; anyone may look. A mark costs a look at the clock and
 * a volatile write, and there is one per batch or call.
 */
public final class TaskWatch {

    private final Clock clock;
    private final long startedAt;
    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    private final AtomicLongArray finished = new AtomicLongArray(Place.values().length);
    private final TimeShare heldUp;
    private volatile boolean running;
    private volatile @Nullable Place heldUpBy;
    private volatile @Nullable Retrying retrying;

    public TaskWatch(Clock clock) {
        this.clock = clock;
        this.startedAt = clock.millis();
        this.heldUp = new TimeShare(clock);
    }

    private static final class Lane {

        private final Thread thread = Thread.currentThread();
        private volatile @Nullable Visit visit;
    }

    /** A part of the task's work that may throw. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, E extends Exception> {
        T run() throws E;
    }

    /** A part of the task's work without a result. */
    @FunctionalInterface
    public interface Action<E extends Exception> {
        void run() throws E;
    }

    /** The calling thread works for the task from now on; the task's own comes first. */
    public void join() {
        lanes.add(new Lane());
    }

    /** The calling thread does so no more. */
    public void leave() {
        lanes.removeIf(lane -> lane.thread == Thread.currentThread());
    }

    /** Marks what the calling thread does; back to where it was afterwards. */
    public <E extends Exception> void within(Place place, Action<E> action) throws E {
        inside(place, () -> {
            action.run();
            return true;
        });
    }

    /** As {@link #within}, with a result. */
    public <T extends @Nullable Object, E extends Exception> T inside(Place place, Work<T, E> work) throws E {
        var lane = lane();
        if (lane == null) {
            return work.run();
        }
        var before = lane.visit;
        var start = clock.millis();
        lane.visit = new Visit(lane.thread, place, start);
        try {
            var result = work.run();
            finished.lazySet(place.ordinal(), clock.millis());
            return result;
        } finally {
            lane.visit = before;
            if (place.isHoldup()) {
                heldUpBy = place;
                heldUp.add(start);
            }
        }
    }

    private @Nullable Lane lane() {
        var current = Thread.currentThread();
        for (var lane : lanes) {
            if (lane.thread == current) {
                return lane;
            }
        }
        return null;
    }

    /** The connector's task has started. */
    public void running() {
        running = true;
    }

    /** An attempt has failed and another follows. @param error without secrets */
    public void retrying(String error) {
        var before = retrying;
        retrying = before == null
                ? new Retrying(Instant.ofEpochMilli(clock.millis()), 1, error)
                : new Retrying(before.since(), before.tries() + 1, error);
    }

    /** An attempt has succeeded. */
    public void succeeded() {
        if (retrying != null) {
            retrying = null;
        }
    }

    public boolean isRunning() {
        return running;
    }

    public long startedAt() {
        return startedAt;
    }

    public Optional<Retrying> retries() {
        return Optional.ofNullable(retrying);
    }

    /** Where the threads are, the task's own first. */
    public List<Visit> visits() {
        var visits = new ArrayList<Visit>(2);
        for (var lane : lanes) {
            var visit = lane.visit;
            if (visit != null) {
                visits.add(visit);
            }
        }
        return visits;
    }

    public boolean isAt(Place place) {
        return visits().stream().anyMatch(visit -> visit.place() == place);
    }

    /** The threads at work for the task, its own first. */
    public List<Thread> threads() {
        return lanes.stream().map(lane -> lane.thread).toList();
    }

    /** When a call last returned without an exception, in milliseconds since the epoch. */
    public OptionalLong lastSuccess(Place place) {
        var time = finished.get(place.ordinal());
        return time == 0 ? OptionalLong.empty() : OptionalLong.of(time);
    }

    /** The share of the last minute that was spent in waits that hold the task up, with the one under way; 0 to 1. */
    public double heldUp() {
        var under = visits().stream()
                .filter(visit -> visit.place().isHoldup())
                .mapToLong(Visit::since)
                .min();
        return heldUp.share(under);
    }

    /** What the task was held up by last. */
    public Optional<Place> heldUpBy() {
        return Optional.ofNullable(heldUpBy);
    }
}
