package io.leat.distribution.log;

import io.leat.broker.Broker;
import io.leat.broker.BrokerConfig;
import io.leat.runtime.log.Log;
import io.leat.runtime.log.LogContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The embedded log keeps the contract of the worker's port. */
class EmbeddedLogTest extends LogContract {

    @TempDir
    private static Path folder;

    private static Broker broker;
    private static Log log;

    @BeforeAll
    static void open() {
        broker = Broker.open(BrokerConfig.of(folder, Map.of("log.min.free.bytes", "0")));
        log = new EmbeddedLog(broker);
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    @Override
    public Log log() {
        return log;
    }
}
