package io.leat.runtime;

import static io.leat.runtime.WorkerFixture.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangedValuesTest {

    @TempDir
    Path temp;

    private final WorkerFixture fixture = new WorkerFixture().set("config.providers.file.ttl.ms", "20");
    private final AtomicInteger starts = new AtomicInteger();
    private LocalWorker worker;

    @BeforeEach
    void start() throws IOException {
        write("a", "1");
        write("b", "1");
        worker = fixture.start();
        fixture.script.onStart = config -> starts.incrementAndGet();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Atomically, as whoever rotates a secret should. */
    private void write(String name, String password) throws IOException {
        var fresh = Files.writeString(temp.resolve(name + ".new"), "password=" + password + "\n");
        Files.move(fresh, temp.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private String reference(String name) {
        return "${file:" + temp.resolve(name) + ":password}";
    }

    private FakeTasks.FakeTask task(int number) {
        return fixture.tasks.running("c", number).orElseThrow();
    }

    @Test
    void restartsOnlyTheTaskWhoseValueHasChanged() throws IOException {
        fixture.script.taskConfigs =
                (config, max) -> List.of(Map.of("password", reference("a")), Map.of("password", reference("b")));
        worker.create("c", config("tasks.max", "2"), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING 1=RUNNING");
        var unchanged = task(0);

        write("b", "2");

        await().until(() -> fixture.tasks
                .running("c", 1)
                .filter(task -> "2".equals(task.spec.taskConfig().get("password")))
                .isPresent());
        assertThat(task(0)).isSameAs(unchanged);
        assertThat(starts).as("the connector's object has no changed value").hasValue(1);
    }

    @Test
    void restartsAConnectorWhoseOwnValueHasChanged() throws IOException {
        worker.create("c", config("password", reference("a")), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");

        write("a", "2");

        await().until(() -> starts.get() == 2 && fixture.states("c").equals("RUNNING 0=RUNNING"));
        assertThat(task(0).spec.connectorConfig()).containsEntry("password", "2");
    }

    @Test
    void goesOnWithTheOldValueWhileTheNewOneCannotBeRead() throws IOException {
        worker.create("c", config("password", reference("a")), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
        var before = task(0);
        Files.delete(temp.resolve("a"));

        // Another connector's change is noticed by the same clock: by then the first has been looked at.
        worker.create("d", config("password", reference("b")), TargetState.STARTED);
        fixture.awaitStatus("d", "RUNNING 0=RUNNING");
        write("b", "2");

        await().until(() -> starts.get() == 3);
        assertThat(task(0)).isSameAs(before);
        assertThat(fixture.states("c")).isEqualTo("RUNNING 0=RUNNING");
    }

    @Test
    void leavesEverythingAloneWhereReloadIsSwitchedOff() throws IOException {
        worker.create("c", config("password", reference("a"), "config.action.reload", "none"), TargetState.STARTED);
        worker.create("d", config("password", reference("a")), TargetState.STARTED);
        fixture.awaitStatus("c", "RUNNING 0=RUNNING");
        fixture.awaitStatus("d", "RUNNING 0=RUNNING");
        var before = task(0);

        write("a", "2");

        await().until(() -> starts.get() == 3);
        assertThat(task(0)).isSameAs(before);
    }
}
