package io.leat.distribution;

import io.leat.distribution.demo.Demo;
import io.leat.distribution.demo.DemoSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code leat demo}: a server in a folder of its own, with pipelines and something that feeds them. */
@Command(
        name = "demo",
        description = "Starts Leat in a folder of its own, registers example pipelines and shows records arriving.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final Duration FOR_EVER = Duration.ofDays(365);

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            defaultValue = "leat-demo",
            description = "Where the demo keeps everything it writes (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("leat-demo");

    @Option(
            names = "--elasticsearch",
            paramLabel = "URL",
            description = "Deliver to this Elasticsearch, such as http://127.0.0.1:9200, instead of files.")
    private @Nullable URI elasticsearch;

    @Option(
            names = "--port",
            defaultValue = "8083",
            description = "Port of the REST API; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--kafka-port",
            defaultValue = "9092",
            description = "Port for Kafka clients; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int kafkaPort;

    @Option(
            names = "--webhook-port",
            defaultValue = "8088",
            description = "Port of the demo's webhook (default: ${DEFAULT-VALUE}).")
    private int webhookPort;

    @Option(names = "--seconds", description = "Stop by itself after so many seconds.")
    private @Nullable Integer seconds;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws StartException, InterruptedException, GeneralSecurityException {
        var home = folder.toAbsolutePath().normalize();
        var server = Server.start(ServerConfig.of(Map.of(
                ServerConfig.DATA_DIR,
                home.resolve("data").toString(),
                "listeners",
                "http://127.0.0.1:" + port,
                ServerConfig.BROKER_LISTENERS,
                "PLAINTEXT://127.0.0.1:" + kafkaPort,
                "offset.flush.interval.ms",
                "1000")));
        var stop = new CountDownLatch(1);
        Shutdown.on(server, stop);
        var settings = new DemoSettings(
                home, URI.create("http://127.0.0.1:" + webhookPort + "/github"), Optional.ofNullable(elasticsearch));
        var out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        try {
            Demo.of(settings, server.restUrl(), out)
                    .run(
                            stop,
                            Optional.ofNullable(seconds)
                                    .map(Duration::ofSeconds)
                                    .orElse(FOR_EVER));
        } catch (IOException e) {
            throw StartException.environment("the demo cannot go on: " + e.getMessage(), e);
        }
        return 0;
    }
}
