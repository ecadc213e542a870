package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.ConnectorType;
import io.leat.runtime.TargetState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One connector that behaves badly keeps the records of fifty others from nothing. */
class RunawayTest extends TaskHarness {

    private static final int OTHERS = 50;

    private final AtomicBoolean over = new AtomicBoolean();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicLong rounds = new AtomicLong();

    private enum Misbehaviour {
        LOOPING,
        ALLOCATING,
        BLOCKING,
        THROWING
    }

    @AfterEach
    void end() {
        over.set(true);
        gate.countDown();
    }

    private ScriptedSource.Poll poll(Misbehaviour behaviour) {
        return () -> {
            switch (behaviour) {
                case LOOPING -> {
                    while (!over.get()) {
                        rounds.incrementAndGet();
                    }
                }
                case ALLOCATING -> {
                    while (!over.get()) {
                        rounds.addAndGet(new byte[1 << 20].length);
                    }
                }
                case BLOCKING -> {
                    rounds.incrementAndGet();
                    TaskDetailTest.uninterruptibly(gate);
                }
                case THROWING -> {
                    rounds.incrementAndGet();
                    throw new StackOverflowError("of the plugin");
                }
            }
            return List.of();
        };
    }

    private ScriptedSource.Script start(String name) {
        var made = ScriptedSource.Script.named(script + name);
        var config = new HashMap<>(Map.of("connector.class", ScriptedSource.class.getName()));
        config.put("script", script + name);
        config.put("task.class", ScriptedSource.class.getName() + "$ScriptedTask");
        tasks.start(
                new TaskSpec(
                        new ConnectorTaskId(name, 0),
                        ConnectorType.SOURCE,
                        config,
                        config,
                        TargetState.STARTED,
                        1,
                        () -> true,
                        UnaryOperator.identity()),
                listener);
        return made;
    }

    @ParameterizedTest
    @EnumSource
    void changesNothingForOthers(Misbehaviour behaviour) {
        var others = new ArrayList<ScriptedSource.Script>();
        for (var i = 0; i < OTHERS; i++) {
            others.add(start("c" + i));
        }
        start("runaway").polls.add(poll(behaviour));
        await().until(() -> rounds.get() > 0);

        for (var round = 1; round <= 3; round++) {
            for (var i = 0; i < OTHERS; i++) {
                others.get(i).poll(record("t" + i, round, "v"));
            }
            var expected = round;
            await().until(() -> others.stream().allMatch(other -> other.acknowledged.size() == expected));
        }
        assertThat(listener.failures).hasSize(behaviour == Misbehaviour.THROWING ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOOPING", "ALLOCATING"})
    void isFoundByWhatItUses(Misbehaviour behaviour) {
        start("quiet");
        start("runaway").polls.add(poll(behaviour));
        await().until(() -> rounds.get() > 0);

        await().untilAsserted(() -> {
            var quiet = tasks.details("quiet").get(0).usage();
            var runaway = tasks.details("runaway").get(0).usage();
            assertThat(runaway.cpuNanos()).isGreaterThan(10 * quiet.cpuNanos());
            if (behaviour == Misbehaviour.ALLOCATING) {
                assertThat(runaway.allocatedBytes()).isGreaterThan(10 * quiet.allocatedBytes());
            }
        });
        assertThat(tasks.samples())
                .filteredOn(sample -> sample.name().equals("leat_connector_task_cpu_seconds_total"))
                .hasSize(2);
    }
}
