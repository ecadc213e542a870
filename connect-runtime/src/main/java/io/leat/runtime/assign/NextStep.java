package io.leat.runtime.assign;

import io.leat.runtime.assign.Actual.Instance;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Decides what brings a connector closer to what is wanted of it. Whoever carries the step out asks again, until there is
 * nothing left to do; so it does not matter which request led here, or what was interrupted on the way.
 *
 * <p>The order: a paused or deleted connector loses its tasks before its object. A started one gets its object, then its
 * division of work, then its tasks; only after a start of the worker do known tasks come first, so that records flow while
 * the connector is still busy with itself. Tasks of a connector that has failed, or cannot divide its work, run on, and
 * are started again if they were stopped, with what they were last given to do.
 */
public final class NextStep {

    private final Wanted wanted;
    private final Actual actual;

    private NextStep(Wanted wanted, Actual actual) {
        this.wanted = wanted;
        this.actual = actual;
    }

    public static Optional<Step> decide(Wanted wanted, Actual actual) {
        var next = new NextStep(wanted, actual);
        if (wanted.isGone()) {
            return next.remove();
        }
        return wanted.isPaused() ? next.pause(config(wanted)) : next.run(config(wanted));
    }

    private static Map<String, String> config(Wanted wanted) {
        return wanted.config().orElseThrow();
    }

    private Optional<Step> remove() {
        if (!actual.tasks().isEmpty()) {
            return Optional.of(new Step.StopTasks(actual.tasks().keySet()));
        }
        var none = actual.instance() instanceof Instance.None || actual.instance() instanceof Instance.Stopped;
        return none ? Optional.empty() : Optional.of(new Step.StopConnector());
    }

    private Optional<Step> pause(Map<String, String> config) {
        if (actual.instance() instanceof Instance.Running) {
            return Optional.of(new Step.StopConnector());
        }
        if (!actual.instance().equals(new Instance.Paused(config))) {
            return Optional.of(new Step.PauseConnector(config));
        }
        return tasks();
    }

    private Optional<Step> run(Map<String, String> config) {
        if (actual.instance() instanceof Instance.None) {
            return tasks().or(() -> Optional.of(new Step.StartConnector(config)));
        }
        if (actual.instance().equals(new Instance.Failed(config))) {
            return startMissing().or(this::pauseOrResume);
        }
        if (!actual.instance().equals(new Instance.Running(config))) {
            return Optional.of(
                    isObject(actual.instance()) ? new Step.StopConnector() : new Step.StartConnector(config));
        }
        return switch (actual.division()) {
            case OUTDATED -> Optional.of(new Step.DivideWork());
            case WAITING -> startMissing().or(this::pauseOrResume);
            case CURRENT -> tasks();
        };
    }

    private static boolean isObject(Instance instance) {
        return instance instanceof Instance.Running || instance instanceof Instance.Failed;
    }

    private Optional<Step> tasks() {
        return stopStale().or(this::startMissing).or(this::pauseOrResume);
    }

    private Optional<Step> stopStale() {
        return some(id -> id >= wanted.tasks().size() || !settings(id).equals(wanted.task(id)))
                .map(Step.StopTasks::new);
    }

    private Optional<Step> startMissing() {
        return IntStream.range(0, wanted.tasks().size())
                .filter(id -> !actual.tasks().containsKey(id))
                .mapToObj(id -> (Step) new Step.StartTask(id, wanted.task(id), wanted.isPaused()))
                .findFirst();
    }

    private Optional<Step> pauseOrResume() {
        var different = some(id -> task(id).paused() != wanted.isPaused());
        return wanted.isPaused() ? different.map(Step.PauseTasks::new) : different.map(Step.ResumeTasks::new);
    }

    private Optional<Set<Integer>> some(Predicate<Integer> which) {
        var ids = new TreeSet<Integer>();
        actual.tasks().keySet().stream().filter(which).forEach(ids::add);
        return ids.isEmpty() ? Optional.empty() : Optional.of(ids);
    }

    private Actual.Task task(int id) {
        var task = actual.tasks().get(id);
        if (task == null) {
            throw new IllegalStateException("No task " + id);
        }
        return task;
    }

    private TaskSettings settings(int id) {
        return task(id).settings();
    }
}
