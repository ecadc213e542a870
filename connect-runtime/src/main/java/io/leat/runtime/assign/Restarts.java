package io.leat.runtime.assign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The restarts that a connector or a task has had by itself.
 *
 * @param recent when, oldest first; those that no window holds any more are left out
 * @param inARow those without a lasting success in between
 */
public record Restarts(List<Instant> recent, int inARow) {

    public static final Restarts NONE = new Restarts(List.of(), 0);

    private static final double LEAST_JITTER = 0.8;
    private static final double JITTER_RANGE = 0.4;

    public Restarts {
        recent = List.copyOf(recent);
    }

    /**
     * The restart that follows a failure.
     *
     * @param ranFor from the last start to the failure
     * @param random from 0 to 1; spreads the delay by a fifth, so that many that failed together do not return together
     */
    public Restarts next(RestartPolicy policy, Instant now, Duration ranFor, double random) {
        var before = ranFor.compareTo(policy.longestDelay()) >= 0 ? 0 : inARow;
        var times = new ArrayList<>(recent);
        times.removeIf(time -> !time.isAfter(now.minus(policy.window())));
        var delay =
                Duration.ofMillis(Math.round(policy.delay(before).toMillis() * (LEAST_JITTER + JITTER_RANGE * random)));
        times.add(latest(now.plus(delay), roomInBudget(policy, times, now)));
        return new Restarts(times, before + 1);
    }

    private static Instant roomInBudget(RestartPolicy policy, List<Instant> times, Instant now) {
        return times.size() < policy.budget()
                ? now
                : times.get(times.size() - policy.budget()).plus(policy.window());
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** When the last of these restarts is due. */
    public Instant due() {
        return recent.get(recent.size() - 1);
    }
}
