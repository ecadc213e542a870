package io.leat.runtime;

import static io.leat.runtime.WorkerFixture.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A connector's object that throws what nobody expects is seen to fail, and lives again. */
class ConnectorErrorsTest {

    private static final String FIRST_DELAY = "errors.restart.delay.initial.ms";

    private final WorkerFixture fixture = new WorkerFixture();
    private final LocalWorker worker = fixture.start();

    @AfterEach
    void close() {
        fixture.close();
    }

    static Stream<Throwable> unexpected() {
        return Stream.of(new AssertionError("broken"), new IOException("of a language without checked exceptions"));
    }

    private static Consumer<String> times(int times, String method, Throwable thrown) {
        var left = new AtomicInteger(times);
        return called -> {
            if (called.equals(method) && left.getAndDecrement() > 0) {
                throw ThrownUnseen.of(thrown);
            }
        };
    }

    @ParameterizedTest
    @MethodSource("unexpected")
    void oneThatThrowsAtItsStartHasFailedAndTellsWhy(Throwable thrown) {
        fixture.script.onCall = times(1, "start", thrown);

        worker.create("c", config("errors.restart.enable", "false"), TargetState.STARTED);

        fixture.awaitStatus("c", "FAILED");
        assertThat(worker.status("c").connector().trace().orElseThrow()).contains(thrown.toString());
    }

    @ParameterizedTest
    @MethodSource("unexpected")
    void oneThatThrowsAtItsStartIsStartedAgainAndAgain(Throwable thrown) {
        fixture.script.onCall = times(3, "start", thrown);

        worker.create("c", config(FIRST_DELAY, "1"), TargetState.STARTED);

        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"taskConfigs", "taskClass"})
    void oneThatThrowsWhenItDividesItsWorkIsAskedAgain(String method) {
        fixture.script.onCall = times(1, method, new AssertionError("broken"));

        worker.create("c", config(), TargetState.STARTED);

        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
    }

    @ParameterizedTest
    @MethodSource("unexpected")
    void oneThatThrowsAtItsEndIsStoppedAllTheSame(Throwable thrown) {
        worker.create("c", config(), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
        fixture.script.onCall = times(1, "stop", thrown);

        worker.stop("c");

        assertThat(fixture.states("c")).isEqualTo("STOPPED");
        worker.resume("c");
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
    }

    @ParameterizedTest
    @MethodSource("unexpected")
    void oneThatThrowsWhenItValidatesIsNamedInTheAnswer(Throwable thrown) {
        fixture.script.onCall = times(1, "validate", thrown);

        assertThatThrownBy(() -> worker.create("c", config(), TargetState.STARTED))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("validate() has failed: " + thrown);
        assertThat(worker.connectors()).isEmpty();
    }
}
