package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.runtime.Activity;
import io.leat.runtime.Metrics;
import io.leat.runtime.TargetState;
import io.leat.runtime.TaskDetail;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StalledTaskTest extends TaskHarness {

    private static final Map<String, String> SOON = Map.of("task.stall.timeout.ms", "100");

    private final ScriptedSource.Script source = ScriptedSource.Script.named(script);
    private final ScriptedSink.Script sink = ScriptedSink.Script.named(script);
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void open() {
        gate.countDown();
    }

    private TaskDetail detail(String connector) {
        return tasks.details(connector).get(0);
    }

    private void awaitFailure() {
        await().until(() -> !listener.failures.isEmpty());
    }

    /** A put that hangs and pays no heed to being interrupted. */
    private void hangInPut() {
        write(TOPIC, 0, "a");
        sink.onPut(records -> TaskDetailTest.uninterruptibly(gate));
    }

    @Test
    void aPutThatHangsFailsTheTaskAndSaysWhere() {
        hangInPut();
        sink(SOON);

        awaitFailure();
        var failure = listener.failures.get(0);
        assertThat(failure).hasMessageContaining("inside put").hasMessageContaining("task.stall.timeout.ms");
        assertThat(failure.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("uninterruptibly"));
    }

    @Test
    void aPutThatHeedsTheInterruptEndsTheTaskWithoutACommit() throws InterruptedException {
        write(TOPIC, 0, "a");
        sink.onPut(records -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new ConnectException(e);
            }
        });
        var task = sink(SOON);

        awaitFailure();
        assertThat(task.await(Duration.ofSeconds(10))).isTrue();
        assertThat(committed(TOPIC, 0)).isEmpty();
        assertThat(listener.failures).as("one report").hasSize(1);
        assertThat(tasks.details("snk")).isEmpty();
    }

    @Test
    void theFiguresOfATaskThatHungStayUntilItIsStopped() throws InterruptedException {
        write(TOPIC, 0, "a");
        sink.onPut(records -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new ConnectException(e);
            }
        });
        var task = sink(SOON);

        awaitFailure();
        assertThat(task.await(Duration.ofSeconds(10))).isTrue();
        assertThat(read()).containsExactly(1.0);
        task.stop();
        assertThat(read()).isEmpty();
    }

    private List<Double> read() {
        return tasks.samples().stream()
                .filter(sample -> sample.name().equals("leat_sink_task_sink_record_read_total"))
                .map(Metrics.Sample::value)
                .toList();
    }

    @Test
    void aSinkThatHangsKeepsItsPartitionsAndIsSaidToBeIrreplaceable() {
        hangInPut();
        sink(SOON);

        awaitFailure();
        assertThat(log.groups().describe("connect-snk").orElseThrow().members()).hasSize(1);
        assertThat(detail("snk").activity()).isEqualTo(Activity.STALLED);
        assertThat(detail("snk").reason()).contains("cannot be replaced while it is inside put");
    }

    @Test
    void noSecondSinkDeliversBeforeTheFirstHasLeftItsPut() {
        hangInPut();
        var first = sink(SOON);
        awaitFailure();
        first.fence();

        sink(Map.of());
        await().until(() -> detail("snk").activity() == Activity.STALLED);
        assertThat(sink.batches).as("batches delivered").hasSize(1);
        assertThat(sink.events).containsOnlyOnce("start");
        assertThat(detail("snk").calls())
                .singleElement()
                .satisfies(call -> assertThat(call.call()).isEqualTo("put"));

        gate.countDown();
        await().until(() -> sink.batches.size() == 2);
        assertThat(sink.events.indexOf("stop")).isLessThan(sink.events.lastIndexOf("start"));
        await().until(() -> committed(TOPIC, 0).isPresent());
    }

    @Test
    void aSinkWhosePartitionsWereFreedIsWaitedForToo() {
        hangInPut();
        var first = sink(Map.of());
        await().until(() -> sink.batches.size() == 1);
        first.abandon();
        assertThat(log.groups().describe("connect-snk").orElseThrow().members()).isEmpty();

        sink(Map.of());
        await().until(() -> !tasks.details("snk").isEmpty());
        assertThat(sink.events).containsOnlyOnce("start");
        gate.countDown();
        await().until(() -> sink.batches.size() == 2);
    }

    @Test
    void aSourceThatHangsInStartIsReplacedAtOnceForItCanWriteNothing() {
        source.onStart = () -> TaskDetailTest.uninterruptibly(gate);
        var first = source(SOON);
        awaitFailure();
        first.abandon();

        source.onStart = () -> {};
        source.poll(record(1));
        source(Map.of());
        await().until(() -> values(TOPIC).equals(List.of("1")));
    }

    @Test
    void aSourceOfWhichThreeThreadsHangIsNotStartedAFourthTime() {
        source.onStart = () -> TaskDetailTest.uninterruptibly(gate);
        for (var i = 1; i <= 3; i++) {
            var starts = i;
            var task = source(Map.of());
            await().until(() -> source.events.stream().filter("start"::equals).count() == starts);
            task.abandon();
        }
        source.onStart = () -> {};

        source(tasks, Map.of(), TargetState.STARTED);
        await().until(() -> detail("src").activity() == Activity.STALLED);
        assertThat(source.events).filteredOn("start"::equals).hasSize(3);
        gate.countDown();
        await().until(() -> detail("src").activity() == Activity.IDLE);
    }

    @Test
    void aCommitOfASourceThatHangsFailsTheTask() {
        source.onCommit = () -> TaskDetailTest.uninterruptibly(gate);
        source(SOON);

        awaitFailure();
        assertThat(listener.failures.get(0)).hasMessageContaining("inside commit");
    }

    @Test
    void aPollMayWaitAsLongAsItLikes() {
        source.deafToStop = true;
        source(SOON);
        hangInPut();
        sink(SOON);

        awaitFailure();
        assertThat(listener.failures).as("of the sink alone").hasSize(1);
        assertThat(detail("src").activity()).isEqualTo(Activity.IDLE);
        source.polls.add(() -> null);
    }
}
