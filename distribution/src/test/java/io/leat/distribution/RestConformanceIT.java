package io.leat.distribution;

import io.leat.rest.conformance.RestConformance;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The packaged process, with Kafka's own file connectors dropped in, answers as Kafka Connect does. */
class RestConformanceIT extends RestConformance {

    private LeatProcess leat;

    @BeforeAll
    void start() throws IOException {
        var target = Path.of(System.getProperty("project.build.directory"));
        var data = Files.createTempDirectory(target, "conformance").resolve("data");
        leat = LeatProcess.start(
                data,
                Map.of("plugin.path", target.resolve("stock-plugins").toString(), "offset.flush.interval.ms", "500"));
    }

    @AfterAll
    void stop() {
        leat.close();
    }

    @Override
    protected URI server() {
        return leat.rest();
    }
}
