package io.leat.runtime.watch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Decides which call has lasted so long that the task is given up. */
public final class StallRule {

    private StallRule() {}

    /**
     * The call that should have returned long ago; a poll never, for it may wait for data, nor a batch in the transforms,
     * for nobody can tell whether it gets on.
     *
     * @param timeout zero for never
     * @param now in milliseconds since the epoch
     */
    public static Optional<Visit> overdue(List<Visit> visits, Duration timeout, long now) {
        return timeout.isZero()
                ? Optional.empty()
                : visits.stream()
                        .filter(visit -> visit.place().isShortCall() && visit.lasts(timeout, now))
                        .findFirst();
    }
}
