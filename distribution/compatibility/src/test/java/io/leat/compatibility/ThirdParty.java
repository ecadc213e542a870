package io.leat.compatibility;

import io.leat.distribution.LeatProcess;
import io.leat.distribution.RestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Starts Leat with plugins of others and waits for their connectors. */
final class ThirdParty {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private ThirdParty() {}

    /** A fresh folder for a log; on the disk of the build, not in memory. */
    static Path dataFolder(String name) {
        var target = Path.of(System.getProperty("project.build.directory"));
        try {
            return Files.createTempDirectory(target, name).resolve("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts Leat with these of the plugins beneath {@code plugins}. */
    static LeatProcess leat(Path data, Map<String, String> settings, String... plugins) {
        return leatWith("", data, settings, plugins);
    }

    /** @param jvmOptions that a plugin's documentation asks for */
    static LeatProcess leatWith(String jvmOptions, Path data, Map<String, String> settings, String... plugins) {
        var all = new HashMap<>(settings);
        all.put("plugin.path", path(plugins));
        all.putIfAbsent("offset.flush.interval.ms", "200");
        return LeatProcess.start(data, all, jvmOptions);
    }

    private static String path(String... plugins) {
        return Stream.of(plugins).map(name -> folder(name).toString()).collect(Collectors.joining(","));
    }

    /** A folder for {@code plugin.path}, which holds one plugin. */
    static Path folder(String plugin) {
        return Path.of(System.getProperty("third.party.plugins"), plugin, "target", "plugins");
    }

    /** Creates a connector that must be accepted. */
    static void create(LeatProcess leat, String name, Map<String, String> config) {
        var answer = new RestClient(leat.rest()).create(name, config);
        if (answer.status() != 201) {
            throw new AssertionError("refused with " + answer.status() + ": " + answer.body());
        }
    }

    /** Waits until a connector and at least one task of it run. */
    static void awaitRunning(LeatProcess leat, String connector) {
        var rest = new RestClient(leat.rest());
        Awaitility.await(connector + " runs")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    var status =
                            rest.get("/connectors/" + connector + "/status").body();
                    if (status.toString().contains("FAILED")) {
                        throw new IllegalStateException(status + "\n" + leat.output());
                    }
                    return status.at("/connector/state").asText().equals("RUNNING")
                            && status.at("/tasks/0/state").asText().equals("RUNNING");
                });
    }
}
