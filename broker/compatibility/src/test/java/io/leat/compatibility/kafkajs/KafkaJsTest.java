package io.leat.compatibility.kafkajs;

import io.leat.compatibility.cluster.TestCluster;
import io.leat.compatibility.process.Installed;
import io.leat.compatibility.process.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaJsTest {
    private static final Path PROJECT =
            Path.of(System.getProperty("project.build.directory"), "test-classes", "kafkajs");

    @RegisterExtension
    static final TestCluster CLUSTER = TestCluster.with(
            "PLAINTEXT",
            Map.of(
                    "group.min.session.timeout.ms", "1000",
                    "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                    "allow.everyone.if.no.acl.found", "true"));

    /** What npm brings is kept in {@code target}; the lock file says which versions. */
    @BeforeAll
    static void installed() {
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

    @ParameterizedTest
    @ValueSource(strings = {"produce-and-consume", "transactions", "admin", "protocol"})
    void passesItsTests(String name) {
        Program.of("env", "BOOTSTRAP_SERVERS=" + CLUSTER.bootstrapServers(), "node", name + ".test.js")
                .inFolder(PROJECT)
                .run()
                .succeeded();
    }
}
