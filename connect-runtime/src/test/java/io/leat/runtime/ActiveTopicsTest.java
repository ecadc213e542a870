package io.leat.runtime;

import static io.leat.runtime.WorkerFixture.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The topics that a connector has used, and who may ask for them or have them forgotten. */
class ActiveTopicsTest {

    private final WorkerFixture fixture = new WorkerFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void areForgottenForOneConnectorAlone() {
        var worker = fixture.start();
        use(worker, "one");
        use(worker, "two");

        worker.resetActiveTopics("one");

        assertThat(worker.activeTopics("one")).isEmpty();
        assertThat(worker.activeTopics("two")).containsExactly("topic-of-two");
    }

    @Test
    void areNoneOfAConnectorThatDoesNotExist() {
        var worker = fixture.start();

        worker.resetActiveTopics("none");

        assertThat(worker.activeTopics("none")).isEmpty();
    }

    @Test
    void areNotShownWhereTrackingIsOff() {
        var worker = fixture.set("topic.tracking.enable", "false").start();
        use(worker, "c");

        assertForbidden(() -> worker.activeTopics("c"), "Topic tracking is disabled.");
        assertForbidden(() -> worker.resetActiveTopics("c"), "Topic tracking is disabled.");
    }

    @Test
    void areKeptWhereAResetIsOff() {
        var worker = fixture.set("topic.tracking.allow.reset", "false").start();
        use(worker, "c");

        assertForbidden(() -> worker.resetActiveTopics("c"), "Topic tracking reset is disabled.");
        assertThat(worker.activeTopics("c")).containsExactly("topic-of-c");
    }

    private void use(LocalWorker worker, String connector) {
        worker.create(connector, config(), TargetState.STARTED);
        fixture.awaitStatus(connector, "RUNNING 0=RUNNING");
        var task = fixture.tasks.running(connector, 0).orElseThrow();
        task.listener.usedTopic(task.id(), "topic-of-" + connector);
    }

    private static void assertForbidden(ThrowingCallable request, String message) {
        assertThatThrownBy(request)
                .isInstanceOf(RequestException.Forbidden.class)
                .hasMessage(message);
    }
}
