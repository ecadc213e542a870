package io.leat.runtime;

import static io.leat.runtime.WorkerFixture.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connector that hangs in one method after the other holds up no request, and no other connector. */
class BlockingConnectorTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final WorkerFixture fixture = new WorkerFixture();
    private final ScriptedSource.Script blocking = new ScriptedSource.Script();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<String> refusals = new ArrayList<>();
    private LocalWorker worker;

    @BeforeEach
    void start() {
        fixture.plugins.add("Blocking", blocking::source);
        fixture.requestTimeout = Duration.ofMillis(300);
        worker = fixture.start();
    }

    @AfterEach
    void close() {
        gate.countDown();
        fixture.close();
    }

    private void block() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A request may be refused, but says why. */
    private void request(Runnable request) {
        assertTimeoutPreemptively(SOON, () -> {
            try {
                request.run();
            } catch (RequestException e) {
                refusals.add(String.valueOf(e.getMessage()));
            }
        });
    }

    @Test
    void restartsOfOneThatHangsAreAnsweredAtOnceAndBecomeOne() {
        blocking.onCall = called -> {
            if (called.equals("start")) {
                block();
            }
        };
        worker.create("b", Map.of("connector.class", "Blocking"), TargetState.STARTED);
        request(() -> worker.restart("b"));

        request(() -> IntStream.range(0, 50).forEach(i -> worker.restart("b")));
        gate.countDown();

        fixture.awaitStatus("b", "RUNNING 0=RUNNING");
        worker.stop("b"); // comes after all restarts that were asked for
        assertThat(refusals).isEmpty();
        assertThat(blocking.started).hasSize(2);
    }

    @ParameterizedTest(name = "hanging in {0}")
    @ValueSource(
            strings = {"constructor", "config", "validate", "start", "taskConfigs", "taskClass", "stop", "alterOffsets"
            })
    void everyRequestIsAnsweredAndOthersGoOn(String method) {
        blocking.onCall = called -> {
            if (called.equals(method)) {
                block();
            }
        };
        var config = Map.of("connector.class", "Blocking");

        request(() -> worker.create("b", config, TargetState.STARTED));
        request(() -> worker.connector("b"));
        request(() -> worker.tasks("b"));
        request(() -> worker.status("b"));
        request(() -> worker.details().of("b"));
        request(() -> worker.validate("Blocking", config));
        request(() -> worker.putConfig("b", Map.of("connector.class", "Blocking", "other", "1")));
        request(() -> worker.restart("b"));
        request(() -> worker.pause("b"));
        request(() -> worker.resume("b"));
        request(() -> worker.stop("b"));
        request(() -> worker.alterOffsets("b", List.of(new ConnectorOffset(Map.of("p", "1"), Map.of("o", 1)))));
        request(() -> worker.delete("b"));

        assertThat(refusals).allSatisfy(text -> assertThat(text).isNotBlank());
        worker.create("other", config(), TargetState.STARTED);
        fixture.awaitStatus("other", "RUNNING 0=RUNNING");
        assertThat(worker.connectors()).containsExactly("other");
    }
}
