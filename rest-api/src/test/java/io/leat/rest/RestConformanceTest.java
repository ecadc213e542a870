package io.leat.rest;

import io.leat.rest.conformance.RestConformance;
import io.leat.rest.fake.FakeLogLevels;
import io.leat.rest.fake.FakeWorker;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RestConformanceTest extends RestConformance {

    private RestServer rest;

    @BeforeAll
    void start() {
        var settings = RestSettings.parse(Map.of("listeners", "http://127.0.0.1:0"));
        rest = RestServer.start(settings, new FakeWorker(), new FakeLogLevels());
    }

    @AfterAll
    void stop() {
        rest.close();
    }

    @Override
    protected URI server() {
        return rest.uris().get(0);
    }
}
