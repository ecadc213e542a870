package io.leat.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code leat demo} as a newcomer runs it, but on free ports and for a few seconds. */
class DemoCommandIT {

    @TempDir
    private Path folder;

    @Test
    void deliversLogLinesAndWebhooksToFilesAndTellsWhereToLook() throws IOException {
        var home = folder.resolve("demo");
        var leat = LeatProcess.run(
                home,
                List.of(
                        "demo",
                        "--dir",
                        home.toString(),
                        "--kafka-port",
                        "0",
                        "--port",
                        "0",
                        "--webhook-port",
                        freePort(),
                        "--seconds",
                        "10"));
        assertThat(leat.waitForExit(Duration.ofSeconds(90))).as(leat.output()).isZero();
        assertThat(leat.output()).contains("registered", "Stop with Ctrl-C", "delivered up to offset");
        assertThat(Files.readAllLines(home.resolve("out/demo-shop-log.ndjson")))
                .isNotEmpty()
                .allMatch(line -> line.contains("\"service\":\"shop\""));
        assertThat(Files.readAllLines(home.resolve("out/demo-github.ndjson")))
                .isNotEmpty()
                .allMatch(line -> line.contains("workflow_run"));
    }

    private static String freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
