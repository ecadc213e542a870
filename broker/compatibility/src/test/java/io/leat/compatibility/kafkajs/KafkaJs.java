package io.leat.compatibility.kafkajs;

import io.leat.compatibility.process.Installed;
import io.leat.compatibility.process.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tests that are written in JavaScript, and kafkajs, which they use. */
final class KafkaJs {
    private static final Path PROJECT =
            Path.of(System.getProperty("project.build.directory"), "test-classes", "kafkajs");

    private KafkaJs() {}

    /** What npm brings is kept in {@code target}; the lock file says which versions. */
    static void install() {
        Installed.need("node");
        Installed.need("npm");
        if (Files.isDirectory(PROJECT.resolve("node_modules"))) {
            return;
        }
        var installed = Program.of("npm", "ci", "--no-audit", "--no-fund")
                .inFolder(PROJECT)
                .run();
        if (installed.exitCode() != 0) {
            Installed.lacking("kafkajs could not be installed: " + installed.output());
        }
    }

    static void passes(String name, Map<String, String> environment) {
        var command = new ArrayList<>(List.of("env"));
        environment.forEach((key, value) -> command.add(key + "=" + value));
        command.addAll(List.of("node", name + ".test.js"));
        Program.of(command.toArray(String[]::new)).inFolder(PROJECT).run().succeeded();
    }
}
