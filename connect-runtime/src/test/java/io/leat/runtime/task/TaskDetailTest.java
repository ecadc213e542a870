package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.runtime.Activity;
import io.leat.runtime.Metrics;
import io.leat.runtime.TaskDetail;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class TaskDetailTest extends TaskHarness {

    private final ScriptedSource.Script source = ScriptedSource.Script.named(script);
    private final ScriptedSink.Script sink = ScriptedSink.Script.named(script);

    private TaskDetail detail(String connector) {
        return tasks.details(connector).get(0);
    }

    private void awaitActivity(String connector, Activity activity) {
        await().until(() -> detail(connector).activity(), activity::equals);
    }

    @Test
    void aSourceWithNothingToReadIsIdleAndItsPollsSucceed() {
        source(Map.of());

        awaitActivity("src", Activity.IDLE);
        await().until(() -> detail("src").lastPoll().isPresent());
        assertThat(detail("src").in().last()).isEmpty();
        assertThat(detail("src").out().recordsPerSecond()).isZero();
    }

    @Test
    void aSinkWithoutPartitionsDoesNotClaimToHaveReadAll() {
        sink(Map.of());
        await().untilAsserted(() -> assertThat(detail("snk").reason()).startsWith("It has no partitions to read"));
        assertThat(detail("snk").activity()).isEqualTo(Activity.IDLE);
    }

    @Test
    void aSourceThatWaitsInPollIsIdleAndShowsWhere() {
        source.deafToStop = true;
        source(Map.of());

        await().until(() -> !detail("src").calls().isEmpty());
        var detail = detail("src");
        assertThat(detail.activity()).isEqualTo(Activity.IDLE);
        assertThat(detail.calls()).singleElement().satisfies(call -> {
            assertThat(call.call()).isEqualTo("poll");
            assertThat(call.thread()).isEqualTo("task-src-0");
            assertThat(call.stack()).anyMatch(frame -> frame.contains("ScriptedTask.poll"));
            assertThat(call.stack()).noneMatch(frame -> frame.contains("SourceLoop"));
        });
        source.polls.add(() -> null);
    }

    @Test
    void aSourceThatCannotReachItsServerRetriesAndSaysWhyWithoutSecrets() {
        source.polls.add(() -> {
            source.fail(new RetriableException("refused " + SECRET));
            source.fail(new RetriableException("refused " + SECRET));
            source.fail(new RetriableException("refused " + SECRET));
            throw new RetriableException("refused " + SECRET);
        });
        source(Map.of());

        await().until(() -> detail("src").retrying().isPresent());
        var detail = detail("src");
        assertThat(detail.activity()).isEqualTo(Activity.RETRYING);
        assertThat(detail.retrying().orElseThrow().error()).contains("refused").doesNotContain(SECRET);
    }

    @Test
    void aSourceThatFlowsTellsHowMuch() {
        source.poll(record(1), record(2));
        source(Map.of());

        await().until(() -> detail("src").out().last().isPresent());
        var detail = detail("src");
        assertThat(detail.activity()).isEqualTo(Activity.FLOWING);
        assertThat(detail.in().recordsPerSecond()).isPositive();
        assertThat(detail.in().bytesPerSecond()).as("of polled records").isEmpty();
        assertThat(detail.out().bytesPerSecond().orElseThrow()).isPositive();
        await().until(() -> detail("src").bytesInFlight() == 0);
    }

    @Test
    void aSourceShowsTheLagThatItMeasures() {
        source(Map.of());
        await().until(() -> source.context != null);
        var metrics = source.context.pluginMetrics();
        var name = metrics.metricName("source-lag-records", "", new LinkedHashMap<>());
        metrics.addMetric(name, (Gauge<Long>) (config, now) -> 42L);

        assertThat(detail("src").lag()).containsExactly(Map.entry("records", 42.0));
    }

    @Test
    void aSinkInsideAPutShowsItAndWhatItHolds() {
        var gate = new CountDownLatch(1);
        write(TOPIC, 0, "12345");
        sink.onPut(records -> uninterruptibly(gate));
        sink(Map.of());

        await().until(() -> !detail("snk").calls().isEmpty());
        var detail = detail("snk");
        assertThat(detail.activity()).isEqualTo(Activity.FLOWING);
        assertThat(detail.calls().get(0).call()).isEqualTo("put");
        assertThat(detail.bytesInFlight()).isEqualTo(5);
        assertThat(detail.in().bytesPerSecond().orElseThrow()).isPositive();
        gate.countDown();
        await().until(() -> detail("snk").out().last().isPresent());
    }

    @Test
    void aSinkThatAsksForItsRecordsAgainIsRetrying() {
        write(TOPIC, 0, "a");
        for (var i = 0; i < 50; i++) {
            sink.onPut(records -> {
                throw new RetriableException("later");
            });
        }
        sink(Map.of());

        awaitActivity("snk", Activity.RETRYING);
        sink.puts.clear();
        awaitActivity("snk", Activity.FLOWING);
        assertThat(detail("snk").retrying()).isEmpty();
        assertThat(detail("snk").lastPut()).isPresent();
    }

    static void uninterruptibly(CountDownLatch gate) {
        var interrupted = false;
        while (true) {
            try {
                gate.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theLastFiguresOfAFailedTaskStayUntilItIsStopped() {
        source.poll(record(1), record(2));
        source.polls.add(() -> {
            throw new IllegalStateException("no more");
        });
        var task = source(Map.of());
        await().until(() -> listener.events.contains("failed"));

        await().untilAsserted(() -> assertThat(polled()).containsExactly(2.0));
        task.stop();
        await().untilAsserted(() -> assertThat(polled()).isEmpty());
    }

    @Test
    void theFiguresOfAFailedTaskGiveWayToThoseOfItsSuccessor() {
        source.polls.add(() -> {
            throw new IllegalStateException("no more");
        });
        source(Map.of());
        await().until(() -> listener.events.contains("failed"));
        source.poll(record(1));
        source(Map.of());
        await().untilAsserted(() -> assertThat(polled()).containsExactly(1.0));
    }

    private List<Double> polled() {
        return tasks.samples().stream()
                .filter(sample -> sample.name().contains("source_record_poll_total"))
                .map(Metrics.Sample::value)
                .toList();
    }
}
