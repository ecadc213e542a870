package io.leat.distribution;

import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** Closes the server when the process is told to stop. */
final class Shutdown {

    private Shutdown() {}

    /** @param stopped counted down when the server is closed */
    static void on(Server server, CountDownLatch stopped) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            LoggerFactory.getLogger(Shutdown.class).info("Leat has stopped.");
                            stopped.countDown();
                        },
                        "shutdown"));
    }
}
