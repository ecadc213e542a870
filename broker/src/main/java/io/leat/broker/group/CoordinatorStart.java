package io.leat.broker.group;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the coordinator when it is first needed, in the background: a server without groups pays nothing for them. After
 * a failed start the next request tries again.
 */
final class CoordinatorStart implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(CoordinatorStart.class);
    private static final long LONGEST_WAIT_SECONDS = 30;

    private final Supplier<Coordinator> make;
    private final Function<Coordinator, CompletableFuture<Void>> prepare;
    private @Nullable CompletableFuture<Coordinator> made;
    private @Nullable CompletableFuture<Coordinator> ready;
    private boolean closed;

    /**
     * @param make waits for the disk
     * @param prepare what is to be done with a loaded coordinator before anybody else gets it
     */
    CoordinatorStart(Supplier<Coordinator> make, Function<Coordinator, CompletableFuture<Void>> prepare) {
        this.make = make;
        this.prepare = prepare;
    }

    /**
     * Completes when requests can be answered; fails with {@code CoordinatorNotAvailableException}.
     */
    synchronized CompletableFuture<Coordinator> ready() {
        if (closed) {
            return CompletableFuture.failedFuture(
                    new CoordinatorNotAvailableException("The group coordinator is shutting down."));
        }
        if (made == null || made.isCompletedExceptionally()) {
            made = CompletableFuture.supplyAsync(this::tryToMake, CoordinatorStart::inNewThread);
        }
        if (ready == null || ready.isCompletedExceptionally()) {
            ready = made.thenCompose(coordinator -> coordinator
                    .loaded()
                    .thenCompose(loaded -> prepare.apply(coordinator))
                    .thenApply(prepared -> coordinator));
        }
        return ready;
    }

    private static void inNewThread(Runnable task) {
        var thread = new Thread(task, "group-start");
        thread.setDaemon(true);
        thread.start();
    }

    private Coordinator tryToMake() {
        try {
            return make.get();
        } catch (KafkaStorageException e) {
            throw new CoordinatorNotAvailableException(e.getMessage(), e);
        } catch (RuntimeException e) {
            LOGGER.error("The group coordinator could not be started; the next request tries again", e);
            throw new CoordinatorNotAvailableException(
                    "The group coordinator could not be started: " + e.getMessage(), e);
        }
    }

    /** For callers of this process, which wait. @throws RuntimeException the future's own, where it is Kafka's */
    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "The group coordinator has not answered in " + LONGEST_WAIT_SECONDS + " s.", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        CompletableFuture<Coordinator> running;
        synchronized (this) {
            closed = true;
            running = made;
        }
        if (running != null) {
            // Also one that is just being made: it uses the logs, which are closed next.
            running.handle((coordinator, failure) -> coordinator)
                    .thenAccept(coordinator -> {
                        if (coordinator != null) {
                            coordinator.close();
                        }
                    })
                    .join();
        }
    }
}
