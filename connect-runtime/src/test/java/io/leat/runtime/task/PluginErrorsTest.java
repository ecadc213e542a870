package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.runtime.ThrownUnseen;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A connector's task that throws what nobody expects, in one method after the other, harms nothing but itself. */
class PluginErrorsTest extends TaskHarness {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final ScriptedSource.Script source = ScriptedSource.Script.named(script);
    private final ScriptedSink.Script sink = ScriptedSink.Script.named(script);

    private static Stream<Arguments> thrownBy(String... methods) {
        return Stream.of(methods)
                .flatMap(method -> Stream.of(
                                new AssertionError("broken"),
                                new NoClassDefFoundError("a/Missing"),
                                new IOException("of a language without checked exceptions"),
                                new InterruptedException("of the connector's own"))
                        .map(thrown -> Arguments.of(method, thrown)));
    }

    private static Consumer<String> once(String method, Throwable thrown) {
        var done = new AtomicBoolean();
        return called -> {
            if (called.equals(method) && done.compareAndSet(false, true)) {
                throw ThrownUnseen.of(thrown);
            }
        };
    }

    static Stream<Arguments> whereASourceFails() {
        return thrownBy("start", "poll");
    }

    @ParameterizedTest(name = "{1} in {0}")
    @MethodSource("whereASourceFails")
    void aSourceFailsAndCanBeStartedAgain(String method, Throwable thrown) {
        source.onCall = once(method, thrown);
        source.poll(record(1));
        source(Map.of());
        await().until(() -> listener.events.contains("failed"));
        assertThat(listener.failure).isSameAs(thrown);

        source(Map.of());

        await().untilAsserted(() -> assertThat(source.acknowledged).containsExactly(1L));
    }

    static Stream<Arguments> whereASourceIsTold() {
        return thrownBy("commitRecord", "commit");
    }

    @ParameterizedTest(name = "{1} in {0}")
    @MethodSource("whereASourceIsTold")
    void aSourceThatThrowsWhenItIsToldOfDurableRecordsGoesOn(String method, Throwable thrown) {
        source.onCall = once(method, thrown);
        source.poll(record(1));
        source(Map.of());
        await().until(() -> position().isPresent());

        source.poll(record(2));

        await().untilAsserted(() -> assertThat(source.acknowledged).contains(2L));
        await().until(() -> source.commits.get() > 1);
        assertThat(values(TOPIC)).containsExactly("1", "2");
        assertThat(listener.failure).isNull();
    }

    @Test
    void aSourceThatLeavesTheAcknowledgingThreadInterruptedFailsInsteadOfGoingSilent() {
        source.onCall = called -> {
            if (called.equals("commitRecord")) {
                Thread.currentThread().interrupt();
            }
        };
        source.poll(record(1));
        source(Map.of());

        await().until(() -> listener.events.contains("failed"));
        assertThat(listener.failure).hasStackTraceContaining("was interrupted, by the connector");
    }

    static Stream<Arguments> whereASourceEnds() {
        return thrownBy("stop");
    }

    @ParameterizedTest(name = "{1} in {0}")
    @MethodSource("whereASourceEnds")
    void aSourceThatThrowsAtItsEndHasEndedAllTheSame(String method, Throwable thrown) throws InterruptedException {
        source.onCall = once(method, thrown);
        var task = source(Map.of());
        await().until(() -> source.polled.get() > 0);
        task.stop();
        assertThat(task.await(SOON)).isTrue();
        assertThat(listener.events).last().isEqualTo("stopped");

        source.poll(record(1));
        source(Map.of());

        await().untilAsserted(() -> assertThat(source.acknowledged).containsExactly(1L));
    }

    static Stream<Arguments> whereASinkFails() {
        return thrownBy("start", "open", "put");
    }

    @ParameterizedTest(name = "{1} in {0}")
    @MethodSource("whereASinkFails")
    void aSinkFailsAndLeavesItsPartitionsToTheNext(String method, Throwable thrown) {
        sink.onCall = once(method, thrown);
        write(TOPIC, 0, "a");
        sink(Map.of());
        await().until(() -> listener.events.contains("failed"));
        assertThat(List.of(listener.failure, rootOf(listener.failure))).contains(thrown);

        sink(Map.of());

        await().untilAsserted(() -> assertThat(sink.values).containsExactly("a"));
        await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(1L));
    }

    private static Throwable rootOf(Throwable failure) {
        return failure.getCause() == null ? failure : rootOf(failure.getCause());
    }

    static Stream<Arguments> whereASinkFlushes() {
        return thrownBy("preCommit");
    }

    @ParameterizedTest(name = "{1} in {0}")
    @MethodSource("whereASinkFlushes")
    void aSinkThatThrowsWhenItFlushesIsGivenItsRecordsAgain(String method, Throwable thrown) {
        sink.onCall = once(method, thrown);
        write(TOPIC, 0, "a");
        sink(Map.of());

        await().untilAsserted(() -> assertThat(sink.values).containsExactly("a", "a"));
        await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(1L));
        assertThat(listener.failure).isNull();
    }

    static Stream<Arguments> whereASinkEnds() {
        return thrownBy("close", "stop");
    }

    @ParameterizedTest(name = "{1} in {0}")
    @MethodSource("whereASinkEnds")
    void aSinkThatThrowsAtItsEndLeavesItsPartitionsToTheNext(String method, Throwable thrown)
            throws InterruptedException {
        sink.onCall = once(method, thrown);
        write(TOPIC, 0, "a");
        var task = sink(Map.of());
        await().untilAsserted(() -> assertThat(committed(TOPIC, 0)).contains(1L));
        task.stop();
        assertThat(task.await(SOON)).isTrue();

        write(TOPIC, 0, "b");
        sink(Map.of());

        await().untilAsserted(() -> assertThat(sink.values).containsExactly("a", "b"));
    }
}
