package io.leat.compatibility.connect;

import static org.awaitility.Awaitility.await;

import io.leat.compatibility.process.RunningProgram;
import io.leat.compatibility.process.StockKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/** Kafka Connect's distributed worker in a process of its own, and its REST API. */
record ConnectWorker(RunningProgram process, URI rest) implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration LIMIT = Duration.ofSeconds(90);

    static ConnectWorker start(Path folder, String bootstrapServers) throws IOException {
        var port = freePort();
        var file = folder.resolve("worker-" + port + ".properties");
        store(file, settings(bootstrapServers, port));
        var process = StockKafka.program("org.apache.kafka.connect.cli.ConnectDistributed", file.toString())
                .start();
        var worker = new ConnectWorker(process, URI.create("http://127.0.0.1:" + port + "/"));
        worker.awaitReady();
        return worker;
    }

    private static Map<String, String> settings(String bootstrapServers, int port) {
        return Map.ofEntries(
                Map.entry("bootstrap.servers", bootstrapServers),
                Map.entry("listeners", "http://127.0.0.1:" + port),
                Map.entry("group.id", "stock-connect"),
                Map.entry("config.storage.topic", "stock-configs"),
                Map.entry("offset.storage.topic", "stock-offsets"),
                Map.entry("status.storage.topic", "stock-status"),
                Map.entry("config.storage.replication.factor", "1"),
                Map.entry("offset.storage.replication.factor", "1"),
                Map.entry("status.storage.replication.factor", "1"),
                Map.entry("offset.storage.partitions", "2"),
                Map.entry("key.converter", "org.apache.kafka.connect.storage.StringConverter"),
                Map.entry("value.converter", "org.apache.kafka.connect.storage.StringConverter"),
                Map.entry("exactly.once.source.support", "enabled"),
                Map.entry("offset.flush.interval.ms", "500"),
                Map.entry("session.timeout.ms", "3000"),
                Map.entry("heartbeat.interval.ms", "500"),
                Map.entry("scheduled.rebalance.max.delay.ms", "0"),
                Map.entry("consumer.session.timeout.ms", "3000"),
                Map.entry("consumer.heartbeat.interval.ms", "500"),
                Map.entry("plugin.discovery", "service_load"));
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

    /** Until the worker has joined its group and read its topics. */
    private void awaitReady() {
        await("a worker that is ready")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    if (!process.process().isAlive()) {
                        throw new AssertionError("The worker has ended:\n" + process.output());
                    }
                    return answers("health", 200);
                });
    }

    private boolean answers(String path, int status) throws InterruptedException {
        try {
            return get(path).statusCode() == status;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(rest.resolve(path)).build(), BodyHandlers.ofString());
    }

    /** Creates or changes a connector and waits until it and its one task run. */
    void put(String name, String config) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(rest.resolve("connectors/" + name + "/config"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(config))
                .build();
        var answer = HTTP.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new AssertionError(answer.statusCode() + ": " + answer.body());
        }
        awaitRunning(name);
    }

    /** Until the connector and its task are both running. */
    void awaitRunning(String name) {
        await("a running " + name)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    var status = get("connectors/" + name + "/status").body();
                    if (status.contains("FAILED")) {
                        throw new AssertionError(status);
                    }
                    return status.split("RUNNING", -1).length == 3;
                });
    }

    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
