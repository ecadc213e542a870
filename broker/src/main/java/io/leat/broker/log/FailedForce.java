package io.leat.broker.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers for the next start that a force of a partition has failed. The kernel may hold what could not be written as
 * if it had been; a file is enough as a note, forced or not, because after a power loss that memory is gone too.
 */
final class FailedForce {
    private static final Logger LOGGER = LoggerFactory.getLogger(FailedForce.class);
    private static final String NOTE = "force-failed";

    private FailedForce() {}

    static void note(Path partition) {
        try {
            Files.write(partition.resolve(NOTE), new byte[0]);
        } catch (IOException e) {
            LOGGER.warn("The failed force of {} could not be noted for the next start", partition, e);
        }
    }

    static boolean isNoted(Path partition) {
        return Files.exists(partition.resolve(NOTE));
    }

    /** Once everything has been written and forced again. */
    static void settled(Path partition) throws IOException {
        Files.deleteIfExists(partition.resolve(NOTE));
    }
}
