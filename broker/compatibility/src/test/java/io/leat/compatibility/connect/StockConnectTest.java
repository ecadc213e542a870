package io.leat.compatibility.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.compatibility.cluster.JavaClients;
import io.leat.compatibility.cluster.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class StockConnectTest {
    private static final int LINES = 500;

    @RegisterExtension
    static final TestCluster CLUSTER = TestCluster.with("PLAINTEXT", Map.of("group.min.session.timeout.ms", "1000"));

    @TempDir
    Path folder;

    private Path input;
    private Path output;

    @Test
    void copiesAFileThroughATopicExactlyOnceThoughTheWorkerIsKilled() throws Exception {
        input = folder.resolve("input.txt");
        output = folder.resolve("output.txt");
        append(0, LINES);
        try (var worker = ConnectWorker.start(folder, CLUSTER.bootstrapServers())) {
            worker.put("source", source());
            worker.put("sink", sink());
            awaitCopied(LINES);
            worker.kill();
        }
        append(LINES, 2 * LINES);

        try (var worker = ConnectWorker.start(folder, CLUSTER.bootstrapServers())) {
            worker.awaitRunning("source");
            worker.awaitRunning("sink");
            awaitCopied(2 * LINES);

            assertThat(JavaClients.of(CLUSTER).values("lines", "read_committed"))
                    .isEqualTo(lines(0, 2 * LINES));
            assertThat(Files.readAllLines(output)).containsAll(lines(0, 2 * LINES));
        }
    }

    private void awaitCopied(int count) {
        await("every line in the output")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(Files.exists(output) ? Files.readAllLines(output) : List.of())
                        .endsWith("line " + (count - 1)));
    }

    private void append(int from, int to) throws IOException {
        Files.write(input, lines(from, to), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static List<String> lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> "line " + number).toList();
    }

    private String source() {
        return """
                {"connector.class": "org.apache.kafka.connect.file.FileStreamSourceConnector",
                 "tasks.max": "1", "file": "%s", "topic": "lines",
                 "exactly.once.support": "required",
                 "topic.creation.default.replication.factor": "1", "topic.creation.default.partitions": "1"}
                """.formatted(input);
    }

    private String sink() {
        return """
                {"connector.class": "org.apache.kafka.connect.file.FileStreamSinkConnector",
                 "tasks.max": "1", "file": "%s", "topics": "lines",
                 "consumer.override.isolation.level": "read_committed"}
                """.formatted(output);
    }
}
