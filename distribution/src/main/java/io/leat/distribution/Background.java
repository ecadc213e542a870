package io.leat.distribution;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Something that is opened on a thread of its own while the start goes on. */
final class Background<T extends AutoCloseable> {

    private final CompletableFuture<T> result = new CompletableFuture<>();

    private Background() {}

    static <T extends AutoCloseable> Background<T> run(String name, Supplier<T> opening) {
        var background = new Background<T>();
        var thread = new Thread(
                () -> {
                    try {
                        background.result.complete(opening.get());
                    } catch (RuntimeException | Error e) {
                        background.result.completeExceptionally(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return background;
    }

    /** Waits; throws what the opening threw. */
    T join() {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Waits and closes what was opened; what could not be opened needs no closing. */
    void close() throws Exception {
        var opened = result.handle((value, error) -> Optional.ofNullable(value)).join();
        if (opened.isPresent()) {
            opened.get().close();
        }
    }
}
