package io.leat.compatibility.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The cluster of a test class: registered as a static extension, it runs from before the first test until after the last. */
public final class TestCluster implements BeforeAllCallback, AfterAllCallback {
    private final ClusterSettings settings;
    private RunningCluster running = new NoCluster();

    private TestCluster(ClusterSettings settings) {
        this.settings = settings;
    }

    /** One listener without encryption or authentication. */
    public static TestCluster plain() {
        return new TestCluster(new ClusterSettings("PLAINTEXT", Map.of()));
    }

    /**
     * A cluster with settings of its own.
     *
     * @param protocol of the listener named {@code CLIENTS}
     * @param settings under Kafka's broker keys
     */
    public static TestCluster with(String protocol, Map<String, String> settings) {
        return new TestCluster(new ClusterSettings(protocol, settings));
    }

    /** Host and port for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return running.bootstrapServers();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        var external = System.getProperty("bootstrap.servers", "");
        if (!external.isEmpty()) {
            Assumptions.assumeTrue(settings.isPlain(), "needs a broker with settings of its own");
            running = new ExternalCluster(external);
            return;
        }
        var folder = Files.createTempDirectory(context.getRequiredTestClass().getSimpleName());
        running = start(folder);
    }

    private RunningCluster start(Path folder) throws IOException {
        return switch (System.getProperty("cluster", "leat")) {
            case "leat" -> LeatCluster.start(folder, settings);
            case "apache" -> ApacheCluster.start(folder, settings);
            default -> throw new IllegalArgumentException("-Dcluster is leat or apache");
        };
    }

    @Override
    public void afterAll(ExtensionContext context) {
        running.close();
    }

    private record ExternalCluster(String bootstrapServers) implements RunningCluster {
        @Override
        public void close() {}
    }

    private static final class NoCluster implements RunningCluster {
        @Override
        public String bootstrapServers() {
            throw new IllegalStateException("The cluster runs from before the first test until after the last.");
        }

        @Override
        public void close() {}
    }
}
