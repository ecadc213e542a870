package io.leat.distribution.log;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for the broker's durable changes; they take a force of the disk, or fail. */
final class Waiting {

    private Waiting() {}

    /** @throws RuntimeException the broker's own, unwrapped */
    static <T> T on(CompletableFuture<T> change) {
        try {
            return change.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException) {
                throw (RuntimeException) e.getCause();
            }
            throw e;
        }
    }
}
