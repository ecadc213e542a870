package io.leat.distribution;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code leat server}: runs in the foreground until it is told to stop. */
@Command(
        name = "server",
        description = "Runs the log, the worker and the REST API in the foreground until SIGTERM.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Settings are Kafka Connect's worker keys and, for the log, Kafka's broker keys:",
            "  listeners        REST, http://127.0.0.1:8083",
            "  broker.listeners Kafka clients, PLAINTEXT://127.0.0.1:9092",
            "  data.dir         everything that must survive, ./data",
            "  plugin.path      folders with plugins",
            "  log.retention.ms how long records are kept, 7 days",
            "All of them: docs/configuration.md. LEAT_LOG_LEVEL sets the level of the log on stderr."
        })
final class ServerCommand implements Callable<Integer> {

    @Option(names = "--config", paramLabel = "FILE", description = "A properties file with settings.")
    private @Nullable Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting; repeatable, wins over the file.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws StartException, InterruptedException {
        var server = Server.start(ServerConfig.of(ServerSettings.read(Optional.ofNullable(config), settings)));
        var stop = new CountDownLatch(1);
        Shutdown.on(server, stop);
        var out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        out.println("Leat is ready: REST " + server.restUrl() + kafka(server.kafkaUrls()));
        out.flush();
        stop.await();
        return 0;
    }

    private static String kafka(List<String> urls) {
        return urls.isEmpty() ? "" : " Kafka " + String.join(",", urls);
    }
}
