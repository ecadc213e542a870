package io.leat.runtime.assign;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.runtime.TargetState;
import io.leat.runtime.assign.Actual.Division;
import io.leat.runtime.assign.Actual.Instance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NextStepTest {

    private static final Map<String, String> OLD = Map.of("v", "1");
    private static final Map<String, String> NEW = Map.of("v", "2");
    private static final Map<String, String> T0 = Map.of("n", "0");
    private static final Map<String, String> T1 = Map.of("n", "1");
    private static final Instance NONE = new Instance.None();
    private static final Instance STOPPED = new Instance.Stopped();
    private static final Instance RUNNING = new Instance.Running(NEW);
    private static final Instance RUNNING_OLD = new Instance.Running(OLD);
    private static final Instance FAILED = new Instance.Failed(NEW);
    private static final Instance PAUSED = new Instance.Paused(NEW);

    static Stream<Arguments> table() {
        return Stream.of(
                row("first start", started(), actual(NONE), new Step.StartConnector(NEW)),
                row("known tasks before a first start", started(T0), actual(NONE), start(0, T0, false)),
                row("division after a start", started(T0), outdated(RUNNING), new Step.DivideWork()),
                row(
                        "known tasks while the connector cannot divide",
                        started(T0),
                        waiting(RUNNING),
                        start(0, T0, false)),
                row(
                        "nothing more while the connector cannot divide",
                        started(T1),
                        waiting(RUNNING, task(NEW, T0, false)),
                        null),
                row("a missing task", started(T0, T1), actual(RUNNING, task(NEW, T0, false)), start(1, T1, false)),
                row("nothing when all is well", started(T0), actual(RUNNING, task(NEW, T0, false)), null),
                row("a surplus task", started(), actual(RUNNING, task(NEW, T0, false)), stop(0)),
                row("a task of an old division", started(T1), actual(RUNNING, task(NEW, T0, false)), stop(0)),
                row("a task of an old configuration", started(T0), actual(RUNNING, task(OLD, T0, false)), stop(0)),
                row(
                        "a new configuration",
                        started(T0),
                        actual(RUNNING_OLD, task(OLD, T0, false)),
                        new Step.StopConnector()),
                row(
                        "tasks run on meanwhile",
                        started(T0),
                        actual(STOPPED, task(OLD, T0, false)),
                        new Step.StartConnector(NEW)),
                row("tasks of a failed connector run on", started(T0), actual(FAILED, task(OLD, T0, false)), null),
                row("a missing task of a failed connector", started(T0), actual(FAILED), start(0, T0, false)),
                row(
                        "resume of tasks of a failed connector",
                        started(T0),
                        actual(FAILED, task(NEW, T0, true)),
                        new Step.ResumeTasks(Set.of(0))),
                row(
                        "a new configuration for a failed one",
                        started(),
                        actual(new Instance.Failed(OLD)),
                        new Step.StopConnector()),
                row("resume", started(T0), actual(PAUSED, task(NEW, T0, true)), new Step.StartConnector(NEW)),
                row(
                        "resume of tasks",
                        started(T0),
                        actual(RUNNING, task(NEW, T0, true)),
                        new Step.ResumeTasks(Set.of(0))),
                row("pause", paused(T0), actual(RUNNING, task(NEW, T0, false)), new Step.StopConnector()),
                row("pause, second", paused(T0), actual(STOPPED, task(NEW, T0, false)), new Step.PauseConnector(NEW)),
                row("pause of tasks", paused(T0), actual(PAUSED, task(NEW, T0, false)), new Step.PauseTasks(Set.of(0))),
                row("start while paused", paused(T0), actual(PAUSED), start(0, T0, true)),
                row("nothing when all is paused", paused(T0), actual(PAUSED, task(NEW, T0, true)), null),
                row("stop: tasks first", stopped(), actual(RUNNING, task(NEW, T0, false)), stop(0)),
                row("stop: then the connector", stopped(), actual(RUNNING), new Step.StopConnector()),
                row("nothing when all is stopped", stopped(), actual(STOPPED), null),
                row("deletion: tasks first", deleted(), actual(FAILED, task(NEW, T0, false)), stop(0)),
                row("deletion: then the connector", deleted(), actual(FAILED), new Step.StopConnector()),
                row("nothing of a deleted one", deleted(), actual(NONE), null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void decides(String what, Wanted wanted, Actual actual, Step expected) {
        assertThat(NextStep.decide(wanted, actual)).as(what).isEqualTo(Optional.ofNullable(expected));
    }

    private static Arguments row(String what, Wanted wanted, Actual actual, Step expected) {
        return Arguments.of(what, wanted, actual, expected);
    }

    private static Wanted started() {
        return new Wanted(Optional.of(NEW), TargetState.STARTED, List.of());
    }

    private static Wanted started(Map<String, String> task0) {
        return new Wanted(Optional.of(NEW), TargetState.STARTED, List.of(task0));
    }

    private static Wanted started(Map<String, String> task0, Map<String, String> task1) {
        return new Wanted(Optional.of(NEW), TargetState.STARTED, List.of(task0, task1));
    }

    private static Wanted paused(Map<String, String> task0) {
        return new Wanted(Optional.of(NEW), TargetState.PAUSED, List.of(task0));
    }

    private static Wanted stopped() {
        return new Wanted(Optional.of(NEW), TargetState.STOPPED, List.of());
    }

    private static Wanted deleted() {
        return new Wanted(Optional.empty(), TargetState.STARTED, List.of());
    }

    private static Actual actual(Instance instance) {
        return new Actual(instance, Division.CURRENT, Map.of());
    }

    private static Actual actual(Instance instance, Actual.Task task0) {
        return new Actual(instance, Division.CURRENT, Map.of(0, task0));
    }

    private static Actual outdated(Instance instance) {
        return new Actual(instance, Division.OUTDATED, Map.of());
    }

    private static Actual waiting(Instance instance) {
        return new Actual(instance, Division.WAITING, Map.of());
    }

    private static Actual waiting(Instance instance, Actual.Task task0) {
        return new Actual(instance, Division.WAITING, Map.of(0, task0));
    }

    private static Actual.Task task(Map<String, String> connector, Map<String, String> task, boolean paused) {
        return new Actual.Task(new TaskSettings(connector, task), paused);
    }

    private static Step start(int id, Map<String, String> task, boolean paused) {
        return new Step.StartTask(id, new TaskSettings(NEW, task), paused);
    }

    private static Step stop(int id) {
        return new Step.StopTasks(Set.of(id));
    }
}
