package io.leat.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.connect.testkit.MemoryLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSinkTest {
    @TempDir
    private Path folder;

    @Test
    void writesALinePerRecord() throws IOException {
        try (var sunk = new Sunk(folder, "out.log")) {
            sunk.produce(Sunk.P0, "1");
            sunk.produce(Sunk.P0, "2");
            sunk.start().drain();

            assertThat(sunk.lines()).containsExactly("1", "2");
        }
    }

    @Test
    void writesStructuredValuesAsJson() throws IOException {
        try (var sunk = new Sunk(folder, "out.log")
                .with("value.converter", "org.apache.kafka.connect.json.JsonConverter")
                .with("value.converter.schemas.enable", "false")) {
            sunk.produce(Sunk.P0, "{\"a\":{\"b\":[1,true,null]}}");
            sunk.start().drain();

            assertThat(sunk.lines()).containsExactly("{\"a\":{\"b\":[1,true,null]}}");
        }
    }

    @Test
    void appendsToWhatIsThere() throws IOException {
        Files.writeString(folder.resolve("out.log"), "before\n");
        try (var sunk = new Sunk(folder, "out.log")) {
            sunk.produce(Sunk.P0, "1");
            sunk.start().step();
            sunk.kill();
            sunk.start().drain();

            assertThat(sunk.lines()).containsExactly("before", "1");
        }
    }

    @Test
    void writesEverythingOfATopicThatWasMadeAnew() throws IOException {
        try (var sunk = new Sunk(folder, "out.log")) {
            sunk.produce(Sunk.P0, "old 1");
            sunk.produce(Sunk.P0, "old 2");
            sunk.start().drain();
            sunk.kill();
            sunk.log = new MemoryLog();
            sunk.committed.clear();
            sunk.produce(Sunk.P0, "new 1");
            sunk.produce(Sunk.P0, "new 2");
            sunk.start().drain();

            assertThat(sunk.lines()).containsExactly("old 1", "old 2", "new 1", "new 2");
        }
    }

    @Test
    void writesAgainWhatItIsToldToByItsOffsets() throws IOException {
        try (var sunk = new Sunk(folder, "out.log")) {
            sunk.produce(Sunk.P0, "1");
            sunk.start().drain();
            sunk.kill();
            sunk.committed.put(Sunk.P0, 0L);
            new FileSinkConnector().alterOffsets(sunk.config(), new HashMap<>(sunk.committed));
            sunk.start().drain();

            assertThat(sunk.lines()).containsExactly("1", "1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip"})
    void finishesFilesAtTheirLimitAndShowsNoneBefore(String compression) throws IOException {
        try (var sunk =
                new Sunk(folder, "a/out.ndjson").with("rotate.records", "10").with("compression", compression)) {
            IntStream.range(0, 9).forEach(i -> sunk.produce(Sunk.P0, "" + i));
            sunk.start().drain();
            assertThat(sunk.files()).isEmpty();
            IntStream.range(9, 25).forEach(i -> sunk.produce(Sunk.P0, "" + i));
            sunk.drain();

            assertThat(sunk.files())
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(file.getFileName().toString())
                            .matches("out-\\d{8}T\\d{9}Z(-1)?\\.ndjson(\\.gz)?"));
            assertThat(sunk.lines()).hasSize(20).containsExactlyInAnyOrderElementsOf(numbers(0, 20));
        }
    }

    @Test
    void finishesFilesWhenTheirTimeIsOver() throws IOException {
        try (var sunk = new Sunk(folder, "out.log").with("rotate.interval.ms", "50")) {
            sunk.produce(Sunk.P0, "1");
            sunk.start().drain();
            await().pollInSameThread().untilAsserted(() -> {
                sunk.step();
                sunk.commit();
                assertThat(sunk.lines()).containsExactly("1");
            });
        }
    }

    @Test
    void keepsPartitionsApart() throws IOException {
        try (var sunk = new Sunk(folder, "${topic}/${partition}.log")) {
            sunk.produce(Sunk.P0, "zero");
            sunk.produce(Sunk.P1, "one");
            sunk.start().drain();

            assertThat(Files.readString(folder.resolve("events/0.log"))).isEqualTo("zero\n");
            assertThat(Files.readString(folder.resolve("events/1.log"))).isEqualTo("one\n");
        }
    }

    @Test
    void asksForOneTaskWhereFilesAreShared() {
        var connector = new FileSinkConnector();
        connector.start(new Sunk(folder, "${topic}.log").config());
        assertThat(connector.taskConfigs(4)).hasSize(1);

        connector.start(new Sunk(folder, "${topic}-${partition}.log").config());
        assertThat(connector.taskConfigs(4)).hasSize(4);
    }

    @Test
    void keepsWithinTheNumberOfOpenFiles() throws IOException {
        try (var sunk = new Sunk(folder, "${field:name}.log")
                .with("value.converter", "org.apache.kafka.connect.json.JsonConverter")
                .with("value.converter.schemas.enable", "false")
                .with("max.open.files", "2")) {
            for (var i = 0; i < 12; i++) {
                sunk.produce(Sunk.P0, "{\"name\":\"f" + i % 4 + "\",\"n\":" + i + "}");
            }
            sunk.start().drain();

            assertThat(sunk.files()).hasSize(4);
            assertThat(Files.readAllLines(folder.resolve("f1.log")))
                    .containsExactly(
                            "{\"name\":\"f1\",\"n\":1}", "{\"name\":\"f1\",\"n\":5}", "{\"name\":\"f1\",\"n\":9}");
        }
    }

    @Test
    void reportsARecordWhosePathLeadsElsewhere() throws IOException {
        try (var sunk = new Sunk(folder, "in/${field:name}.log")
                .with("value.converter", "org.apache.kafka.connect.json.JsonConverter")
                .with("value.converter.schemas.enable", "false")) {
            sunk.produce(Sunk.P0, "{\"name\":\"../../escaped\"}");
            sunk.produce(Sunk.P0, "{\"name\":\"good\"}");
            sunk.start().drain();

            assertThat(sunk.reports.all()).hasSize(1);
            assertThat(sunk.files()).containsExactly(folder.resolve("in/good.log"));
        }
    }

    @Test
    void saysAtRegistrationThatAPathCannotBeWritten() throws IOException {
        Files.writeString(folder.resolve("plain"), "a file, not a folder");
        var config = new Sunk(folder, "plain/out.log").config();

        var answer = new FileSinkConnector().validate(config);

        assertThat(answer.configValues())
                .filteredOn(value -> value.name().equals("path.template"))
                .flatExtracting(value -> value.errorMessages())
                .containsExactly("path.template: " + folder.resolve("plain") + " is not a folder");
    }

    @Test
    void failsWithTheFolderWhenTheDiskRefuses() throws IOException {
        try (var sunk = new Sunk(folder, "d/out.log")) {
            sunk.produce(Sunk.P0, "1");
            sunk.start();
            Files.writeString(folder.resolve("d"), "in the way");

            assertThatThrownBy(sunk::step)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(folder.resolve("d").toString());
        }
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }
}
