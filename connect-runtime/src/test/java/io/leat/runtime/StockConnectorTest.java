package io.leat.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.runtime.plugin.TestPlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The requests recorded of a stock worker, against ours with the same connectors installed. */
class StockConnectorTest {

    @TempDir
    Path temp;

    private final WorkerFixture fixture = new WorkerFixture();
    private LocalWorker worker;

    @BeforeEach
    void start() throws IOException {
        var plugins = Files.createDirectories(temp.resolve("plugins"));
        Files.copy(TestPlugins.kafkaJar("connect-file"), plugins.resolve("connect-file.jar"));
        worker = fixture.with(TestPlugins.open(temp.resolve("cache"), plugins)).start();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void runsKafkasFileSourceUnmodified() {
        var info = worker.create(
                "src",
                Map.of("connector.class", "FileStreamSource", "tasks.max", "1", "file", "/data/in.txt", "topic", "t1"),
                TargetState.STARTED);

        assertThat(info.type()).isEqualTo(ConnectorType.SOURCE);
        fixture.awaitStatus("src", "RUNNING 0=RUNNING");
        assertThat(worker.status("src").connector().version()).contains("4.3.1");
        assertThat(worker.tasks("src").get(0).config())
                .isEqualTo(Map.of(
                        "connector.class", "FileStreamSource",
                        "file", "/data/in.txt",
                        "task.class", "org.apache.kafka.connect.file.FileStreamSourceTask",
                        "tasks.max", "1",
                        "name", "src",
                        "topic", "t1"));
    }

    @Test
    void listsConnectorsOnlyUnlessAskedForAll() {
        assertThat(worker.plugins(true)).hasSize(2);
        assertThat(worker.plugins(false)).hasSizeGreaterThan(40);
    }

    @Test
    void refusesToValidateOneConnectorUnderTheNameOfAnother() {
        assertThatThrownBy(() -> worker.validate("FileStreamSink", Map.of("connector.class", "FileStreamSource")))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessage("Included connector type FileStreamSource does not match request type FileStreamSink");
        assertThat(worker.validate("FileStreamSourceConnector", Map.of("connector.class", "FileStreamSource"))
                        .errorCount())
                .isEqualTo(2);
    }

    @Test
    void knowsNoPluginNorVersionThatIsNotInstalled() {
        assertThatThrownBy(() -> worker.pluginConfig("Nope", Optional.empty()))
                .isInstanceOf(RequestException.NotFound.class)
                .hasMessage("Unknown plugin Nope.");
        assertThatThrownBy(() -> worker.pluginConfig("FileStreamSource", Optional.of("9.9.9")))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("available versions: [4.3.1]");
        assertThatThrownBy(() -> worker.create("bad", Map.of("connector.class", "NoSuch"), TargetState.STARTED))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageStartingWith(
                        "Failed to find any class that implements Connector and which name matches NoSuch");
    }
}
