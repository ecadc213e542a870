package io.leat.compatibility.cluster;

import io.leat.compatibility.process.Program;
import io.leat.compatibility.process.RunningProgram;
import io.leat.compatibility.process.StockKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Apache Kafka: one process that is broker and controller. */
record ApacheCluster(RunningProgram process, String bootstrapServers) implements RunningCluster {
    private static final Duration START = Duration.ofMinutes(1);

    static ApacheCluster start(Path folder, ClusterSettings settings) throws IOException {
        var ports = new int[] {freePort(), freePort(), freePort()};
        var file = folder.resolve("server.properties");
        store(file, properties(folder, settings, ports));
        var id = StockKafka.program("kafka.tools.StorageTool", "random-uuid")
                .run()
                .lastLine();
        StockKafka.program("kafka.tools.StorageTool", "format", "--standalone", "-t", id, "-c", file.toString())
                .run()
                .succeeded();
        var process = server(file).start();
        process.awaitLine("Kafka Server started", START);
        return new ApacheCluster(process, "127.0.0.1:" + ports[0]);
    }

    private static Program server(Path file) {
        return StockKafka.program("kafka.Kafka", file.toString()).withJvmOption("-Dkafka.log.level=INFO");
    }

    private static Map<String, String> properties(Path folder, ClusterSettings settings, int[] ports) {
        var all = new HashMap<>(settings.all());
        var clients = ClusterSettings.LISTENER;
        all.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "controller.quorum.bootstrap.servers",
                "127.0.0.1:" + ports[2],
                "listeners",
                clients + "://127.0.0.1:" + ports[0] + ",INNER://127.0.0.1:" + ports[1] + ",CONTROLLER://127.0.0.1:"
                        + ports[2],
                "listener.security.protocol.map",
                clients + ":" + settings.protocol() + ",INNER:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name",
                "INNER",
                "controller.listener.names",
                "CONTROLLER",
                "log.dirs",
                folder.resolve("log").toString()));
        all.computeIfPresent("super.users", (key, users) -> users + ";User:ANONYMOUS");
        all.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "log.cleaner.dedupe.buffer.size", "8388608"));
        return all;
    }

    private static void store(Path file, Map<String, String> settings) throws IOException {
        var properties = new Properties();
        properties.putAll(settings);
        try (var out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
