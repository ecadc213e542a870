package io.leat.distribution;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** Closes the server when the process is told to stop. */
final class Shutdown {

    private static final Duration LONGEST = Duration.ofSeconds(9);

    private Shutdown() {}

    /** @param stopped counted down when the server is closed */
    static void on(Server server, CountDownLatch stopped) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop(server);
                            stopped.countDown();
                        },
                        "shutdown"));
    }

    /** A disk that hangs must not keep the process: what was acknowledged is safe, the next start recovers the rest. */
    private static void stop(Server server) {
        var log = LoggerFactory.getLogger(Shutdown.class);
        var closing = new Thread(server::close, "shutdown-close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(LONGEST.toMillis());
            if (!closing.isAlive()) {
                log.info("Leat has stopped.");
            } else {
                log.error(
                        "Leat did not stop within {} s and is ended; the next start recovers the log.",
                        LONGEST.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
