package io.leat.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code leat server} says and does when it starts, cannot start, and stops. */
class ServerCommandIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void namesEveryUnknownAndWrongKeyAtOnceWithTheNearestKnownOne() {
        var leat = LeatProcess.launch(
                folder.resolve("data"),
                Map.of(
                        "log.retention.mss",
                        "1",
                        "plugin.pth",
                        "/tmp",
                        "log.segment.bytes",
                        "many",
                        "offset.flush.interval.ms",
                        "x"));
        assertThat(leat.waitForExit(SOON)).isEqualTo(2);
        assertThat(leat.output())
                .contains("log.retention.mss", "log.retention.ms")
                .contains("plugin.pth", "plugin.path")
                .contains("log.segment.bytes")
                .contains("offset.flush.interval.ms")
                .doesNotContain("\tat ");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void refusesAClusterThatItWouldNotUse() {
        var leat = LeatProcess.launch(folder.resolve("data"), Map.of("bootstrap.servers", "127.0.0.1:9092"));
        assertThat(leat.waitForExit(SOON)).isEqualTo(2);
        assertThat(leat.output()).contains("bootstrap.servers");
    }

    @Test
    void saysWhichPortIsBusyInOneSentence() throws IOException {
        try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var leat = LeatProcess.launch(
                    folder.resolve("data"), Map.of("listeners", "http://127.0.0.1:" + busy.getLocalPort()));
            assertThat(leat.waitForExit(SOON)).isEqualTo(1);
            assertThat(complaint(leat))
                    .contains(Integer.toString(busy.getLocalPort()))
                    .contains("listeners");
        }
    }

    @Test
    void saysWhichPortForKafkaClientsIsBusyInOneSentence() throws IOException {
        try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var leat = LeatProcess.launch(
                    folder.resolve("data"), Map.of("broker.listeners", "PLAINTEXT://127.0.0.1:" + busy.getLocalPort()));
            assertThat(leat.waitForExit(SOON)).isEqualTo(1);
            assertThat(complaint(leat))
                    .contains(Integer.toString(busy.getLocalPort()))
                    .contains("broker.listeners");
        }
    }

    @Test
    void tellsWhereKafkaClientsAreAnswered() throws IOException {
        try (var leat = LeatProcess.start(folder.resolve("data"), Map.of())) {
            var address = leat.kafka().split(":", 2);
            try (var client = new Socket(address[0], Integer.parseInt(address[1]))) {
                assertThat(client.isConnected()).isTrue();
            }
        }
    }

    @Test
    void servesNoKafkaClientsIfToldSo() {
        try (var leat = LeatProcess.start(folder.resolve("data"), Map.of("broker.listeners", ""))) {
            assertThat(leat.output()).contains("Leat is ready").doesNotContain("Kafka PLAINTEXT");
        }
    }

    @Test
    void namesTheKeyOfAListenerThatCannotBe() {
        var leat = LeatProcess.launch(folder.resolve("data"), Map.of("broker.listeners", "INSIDE://127.0.0.1:0"));
        assertThat(leat.waitForExit(SOON)).isEqualTo(2);
        assertThat(leat.output()).contains("broker.listeners", "listener.security.protocol.map");
    }

    @Test
    void refusesADataFolderThatAnotherProcessUses() {
        try (var first = LeatProcess.start(folder.resolve("data"), Map.of())) {
            var second = LeatProcess.launch(folder.resolve("data"), Map.of());
            assertThat(second.waitForExit(SOON)).isEqualTo(1);
            assertThat(complaint(second)).contains(folder.resolve("data").toString());
            assertThat(new RestClient(first.rest()).get("/").status()).isEqualTo(200);
        }
    }

    @Test
    void refusesADataFolderThatIsAFile() throws IOException {
        var file = Files.writeString(folder.resolve("data"), "not a folder");
        var leat = LeatProcess.launch(file, Map.of());
        assertThat(leat.waitForExit(SOON)).isEqualTo(1);
        assertThat(complaint(leat)).contains(file.toString());
        assertThat(file).hasContent("not a folder");
    }

    @Test
    void refusesWhatIsToBeStoredOnAFullDiskAndGoesOnAnswering() {
        var full = Map.of("log.min.free.bytes", Long.toString(Long.MAX_VALUE));
        try (var leat = LeatProcess.start(folder.resolve("data"), full)) {
            var rest = new RestClient(leat.rest());
            var answer = rest.create(
                    "users", Map.of("connector.class", "io.leat.connectors.datagen.DatagenSource", "topic", "users"));
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body().path("message").asText()).contains("log.min.free.bytes");
            assertThat(rest.get("/connectors").body()).isEmpty();
            assertThat(leat.stop()).isEqualTo(143);
        }
    }

    @Test
    void refusesAnOpenListenerWithoutAuthentication() {
        var leat = LeatProcess.launch(folder.resolve("data"), Map.of("listeners", "http://0.0.0.0:0"));
        assertThat(leat.waitForExit(SOON)).isEqualTo(2);
        assertThat(leat.output()).contains("rest.allow.unauthenticated").contains("listeners");
    }

    @Test
    void stopsCleanlyWithinTenSecondsOfTheSignal() {
        try (var leat = LeatProcess.start(folder.resolve("data"), Map.of())) {
            var began = System.nanoTime();
            leat.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            assertThat(leat.output()).contains("stopped").doesNotContain("ERROR");
        }
    }

    @Test
    void tellsItsCommandsWhenAskedForHelp() {
        var leat = LeatProcess.run(folder.resolve("x"), List.of("--help"));
        assertThat(leat.waitForExit(SOON)).isZero();
        assertThat(leat.output()).contains("server", "demo", "hash");
    }

    /** The one sentence on the console; a stack trace would be a second line. */
    private static String complaint(LeatProcess leat) {
        var lines =
                leat.output().lines().filter(line -> line.startsWith("leat: ")).toList();
        assertThat(lines).as(leat.output()).hasSize(1);
        assertThat(leat.output()).doesNotContain("\tat ").doesNotContain("Exception");
        return lines.get(0);
    }
}
