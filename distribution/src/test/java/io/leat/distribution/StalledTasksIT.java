package io.leat.distribution;

import static io.leat.distribution.ScriptedLeat.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connectors of the packaged server that hang or run away, on the log as it is. */
class StalledTasksIT {

    private static final int OTHERS = 50;

    @TempDir
    private Path folder;

    private ScriptedLeat leat;
    private Path gate;

    @BeforeEach
    void start() throws IOException {
        gate = Files.createFile(folder.resolve("gate"));
        leat = new ScriptedLeat(folder);
    }

    @AfterEach
    void stop() throws IOException {
        Files.deleteIfExists(gate);
        leat.close();
    }

    @ParameterizedTest
    @CsvSource({"put,put", "flush,preCommit", "start,start"})
    void aSinkThatHangsIsReplacedOnceItCanDeliverNothingAndLosesNothing(String method, String call) throws IOException {
        leat.source("in", Map.of());
        leat.sink(
                "out",
                "in",
                Map.of(
                        "hang",
                        method,
                        "gate",
                        gate.toString(),
                        "task.stall.timeout.ms",
                        "500",
                        "errors.restart.delay.initial.ms",
                        "10"));
        leat.write("in", "a", "b", "c");

        await().untilAsserted(() -> assertThat(trace("out")).contains("inside " + call, "task.stall.timeout.ms"));
        await().until(() -> detail("out").contains("STALLED"));
        assertThat(leat.recorded("out")).as("put by one task only").hasSizeLessThanOrEqualTo(3);
        leat.write("in", "d");
        await().until(() -> leat.values("in").size() == 4);

        Files.delete(gate);
        await().untilAsserted(() -> assertThat(leat.recorded("out")).contains("a", "b", "c", "d"));
        await().untilAsserted(() -> assertThat(state("out")).isEqualTo("RUNNING"));
    }

    @Test
    void aSourceThatHangsInStartIsReplacedAndGivesEachRecordOnce() throws IOException {
        leat.source(
                "in",
                Map.of(
                        "hang", "start",
                        "gate", gate.toString(),
                        "task.stall.timeout.ms", "500",
                        "errors.restart.delay.initial.ms", "10"));
        leat.write("in", "a", "b");
        await().untilAsserted(() -> assertThat(trace("in")).contains("inside start"));

        Files.delete(gate);
        await().untilAsserted(() -> assertThat(leat.values("in")).containsExactly("a", "b"));
        await().untilAsserted(() -> assertThat(state("in")).isEqualTo("RUNNING"));
        assertThat(leat.values("in")).containsExactly("a", "b");
    }

    @Test
    void onesThatBlockAndLoopKeepTheRecordsOfFiftyOthersFromNothing() {
        leat.source("in", Map.of());
        leat.sink("blocking", "in", Map.of("hang", "put", "gate", gate.toString()));
        leat.sink("looping", "in", Map.of("hang", "put", "gate", gate.toString(), "loop", "true"));
        var others = IntStream.range(0, OTHERS).mapToObj(i -> "other" + i).toList();
        others.forEach(name -> leat.sink(name, "in", Map.of()));
        leat.write("in", "1");
        await().until(() ->
                detail("blocking").contains("\"put\"") && detail("looping").contains("\"put\""));

        for (var round = 2; round <= 4; round++) {
            leat.write("in", Integer.toString(round));
            var expected =
                    IntStream.rangeClosed(1, round).mapToObj(Integer::toString).toList();
            await().untilAsserted(() -> assertThat(others)
                    .allSatisfy(name -> assertThat(leat.recorded(name)).isEqualTo(expected)));
        }
        assertThat(leat.recorded("blocking")).isEmpty();
        assertThat(leat.recorded("looping")).isEmpty();
    }

    private String trace(String connector) {
        return leat.get("/connectors/" + connector + "/status")
                .at("/tasks/0/trace")
                .asText();
    }

    private String state(String connector) {
        return leat.get("/connectors/" + connector + "/status")
                .at("/tasks/0/state")
                .asText();
    }

    private String detail(String connector) {
        return leat.get("/connectors/" + connector + "/status?expand=detail").toString();
    }
}
