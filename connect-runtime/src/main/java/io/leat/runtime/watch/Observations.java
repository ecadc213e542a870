package io.leat.runtime.watch;

import io.leat.runtime.TaskDetail.Retrying;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What can be seen of a task at one moment; times in milliseconds since the epoch.
 *
 * @param visits where its threads are, the task's own first; a thread that is between two places has none
 * @param startedAt when the task was started
 * @param running whether the connector's start has returned
 * @param givenUp whether the task was shut out because it did not return in time
 * @param lastFlow when records last went in or out
 * @param heldUp the share of the last minute that was spent waiting where a task would rather get on, 0 to 1
 * @param heldUpBy what it waited for most recently
 * @param stalledAfter how long a call that should return soon may last before that is called a stall
 */
public record Observations(
        List<Visit> visits,
        long startedAt,
        boolean running,
        boolean paused,
        boolean stopping,
        boolean givenUp,
        OptionalLong lastFlow,
        Optional<Retrying> retrying,
        double heldUp,
        Optional<Place> heldUpBy,
        Duration stalledAfter) {

    public Observations {
        visits = List.copyOf(visits);
    }

    Optional<Visit> at(Place place) {
        return visits.stream().filter(visit -> visit.place() == place).findFirst();
    }
}
